using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Training.Pixels;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>Copies image columns, row by row, into a batch buffer [column, row, channels, height, width].</summary>
sealed class RowImageCursor : IImageRows
{
    readonly DataViewRowCursor _cursor;
    readonly string[] _names;
    readonly ValueGetter<VBuffer<float>>[] _getters;
    readonly ImageShape _shape;
    readonly float _pixelMaximum;
    VBuffer<float> _value;

    /// <param name="view">The rows.</param>
    /// <param name="columnNames">Vector columns of <see cref="float"/>, planar.</param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="pixelMaximum">The value of a white pixel.</param>
    public RowImageCursor(IDataView view, string[] columnNames, ImageShape shape, float pixelMaximum)
    {
        _pixelMaximum = pixelMaximum;
        DataViewSchema.Column[] columns = [.. columnNames.Select(name => view.Schema[name])];
        _cursor = view.GetRowCursor(columns);
        _names = columnNames;
        _getters = [.. columns.Select(column => _cursor.GetGetter<VBuffer<float>>(column))];
        _shape = shape;
    }

    /// <inheritdoc/>
    public bool Read(float[] buffer, int row, int batchSize)
    {
        if (!_cursor.MoveNext()) return false;
        for (int column = 0; column < _getters.Length; column++)
        {
            _getters[column](ref _value);
            if (_value.Length != _shape.Size)
            {
                throw new InvalidOperationException($"Column '{_names[column]}' has {_value.Length} values in row {_cursor.Position}, " +
                    $"but images of {_shape} have {_shape.Size}.");
            }
            var image = buffer.AsSpan((column * batchSize + row) * _shape.Size, _shape.Size);
            _value.CopyTo(image);
            PixelRow.Require(image, _cursor.Position, _names[column], _pixelMaximum);
        }
        return true;
    }

    /// <summary>Moves to the next row without reading it; false at the end.</summary>
    public bool Skip() => _cursor.MoveNext();

    public void Dispose() => _cursor.Dispose();
}
