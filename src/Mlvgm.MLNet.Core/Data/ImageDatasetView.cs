using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Streaming;

namespace Mlvgm.MLNet.Data;

/// <summary>Images as rows: a vector of pixels and, where there are labels, a key.</summary>
sealed class ImageDatasetView : IDataView
{
    readonly IImageSet _dataset;

    public ImageDatasetView(IImageSet dataset, string imageColumnName, string labelColumnName)
    {
        _dataset = dataset;
        var shape = dataset.Shape;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(imageColumnName, new VectorDataViewType(NumberDataViewType.Single, shape.Channels, shape.Height, shape.Width));
        if (dataset.Labels.Count > 0)
            schema.AddColumn(labelColumnName, new KeyDataViewType(typeof(uint), dataset.ClassNames.Count), KeyColumn.Annotations(dataset.ClassNames));
        Schema = schema.ToSchema();
    }

    /// <summary>The images.</summary>
    public IImageSet Dataset => _dataset;

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _dataset.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, 0, 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return CursorSet.Create(n, _dataset.Count, (index, count) => new Cursor(this, columns, index, count));
    }

    sealed class Cursor(ImageDatasetView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int index, int cursorCount)
        : ChunkCursor(view.Schema, columnsNeeded, view._dataset.Count, index, cursorCount)
    {
        protected override Delegate MakeGetter(int column) => column == 0 ? (ValueGetter<VBuffer<float>>)Image : (ValueGetter<uint>)Label;

        int Row()
        {
            CheckOnRow();
            return (int)ChunkStart + RowInChunk;
        }

        void Image(ref VBuffer<float> value)
        {
            int row = Row();
            var editor = VBufferEditor.Create(ref value, view._dataset.Shape.Size);
            view._dataset.Read(row, editor.Values);
            value = editor.Commit();
        }

        // Keys count from 1; 0 is the missing value.
        void Label(ref uint value) => value = (uint)view._dataset.Labels[Row()] + 1;
    }
}
