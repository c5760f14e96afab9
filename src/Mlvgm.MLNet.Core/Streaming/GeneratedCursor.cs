using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlvgm.MLNet.Streaming;

/// <summary>A cursor over generated rows, with a chunk of its own.</summary>
sealed class GeneratedCursor(
    GeneratedDataView view, GeneratedColumns columns, IEnumerable<DataViewSchema.Column> columnsNeeded, int index, int cursorCount)
    : ChunkCursor(view.Schema, columnsNeeded, view.GetRowCount(), index, cursorCount)
{
    readonly GeneratedChunk _chunk = new(view.Generator, view.Sampler);

    protected override Delegate MakeGetter(int column)
    {
        var (kind, latent) = columns[column];
        return kind switch
        {
            GeneratedColumn.Latent => VectorOf(() => Current().Anchors().Row(latent, RowInChunk)),
            GeneratedColumn.Anchor => VectorOf(() => Current().AnchorImage(RowInChunk)),
            GeneratedColumn.Positive => VectorOf(() => Current().PositiveImage(RowInChunk)),
            GeneratedColumn.AnchorImage => ImageOf(() => Current().AnchorImage(RowInChunk)),
            _ => ImageOf(() => Current().PositiveImage(RowInChunk)),
        };
    }

    static ValueGetter<VBuffer<float>> VectorOf(Func<ReadOnlySpan<float>> read) => (ref VBuffer<float> value) =>
    {
        var values = read();
        var editor = VBufferEditor.Create(ref value, values.Length);
        values.CopyTo(editor.Values);
        value = editor.Commit();
    };

    // The caller owns the slot. ML.NET's operators may still alias what they read before, so it gets a new image, never a refilled one.
    ValueGetter<MLImage> ImageOf(Func<ReadOnlySpan<float>> read) => (ref MLImage value) =>
    {
        var image = PlanarImage.ToMLImage(read(), view.Generator.ImageShape);
        value?.Dispose();
        value = image;
    };

    GeneratedChunk Current()
    {
        CheckOnRow();
        _chunk.MoveTo(ChunkStart, ChunkLength);
        return _chunk;
    }
}
