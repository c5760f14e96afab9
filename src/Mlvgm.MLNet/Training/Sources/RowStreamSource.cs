using Microsoft.ML;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>
/// Pairs from rows that a generator makes as they are read: of a generated view whose batches are not wanted as tensors, where each epoch has new rows,
/// or of what transforms have made of a view without end, which has one epoch.
/// </summary>
/// <param name="view">The rows.</param>
/// <param name="shape">The shape of every image.</param>
/// <param name="columnNames">Vector columns of <see cref="float"/>, planar: the anchors', and the positives' where there are any.</param>
/// <param name="pixelMaximum">The value of a white pixel.</param>
sealed class RowStreamSource(IDataView view, ImageShape shape, string[] columnNames, float pixelMaximum) : IViewSource
{
    readonly int _firstEpoch = (view as GeneratedDataView)?.Epoch ?? 0;
    float[] _buffer = [];
    RowImageCursor? _cursor;
    int _epoch;
    long _row;

    public ImageShape ImageShape => shape;

    public void MoveTo(ViewPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Epoch, _firstEpoch, nameof(position));
        ArgumentOutOfRangeException.ThrowIfNegative(position.Row, nameof(position));
        BeginEpoch(position.Epoch);
        while (_row < position.Row && _cursor!.Skip()) _row++;
    }

    public ViewBatch Next(int batchSize, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        ReadBatch(batchSize);
        using var scope = NewDisposeScope();
        // One upload for each batch: the anchors, then the positives.
        var images = AlignedTensor.Of(
            _buffer, [columnNames.Length * batchSize, ImageShape.Channels, ImageShape.Height, ImageShape.Width], device);
        if (pixelMaximum != 1) images.div_(pixelMaximum);
        var anchors = images.narrow(0, 0, batchSize).MoveToOuterDisposeScope();
        var positives = columnNames.Length == 1 ? anchors : images.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        return new ViewBatch(anchors, positives, _epoch, _row - batchSize);
    }

    public void Dispose() => _cursor?.Dispose();

    /// <summary>Fills the buffer; rows at the end of an epoch that do not fill a batch are left out.</summary>
    void ReadBatch(int batchSize)
    {
        if (_buffer.Length != columnNames.Length * batchSize * ImageShape.Size)
            _buffer = new float[checked(columnNames.Length * batchSize * ImageShape.Size)];
        if (_cursor is null) BeginEpoch(_firstEpoch);
        int read = 0;
        while (read < batchSize)
        {
            if (_cursor!.Read(_buffer, read, batchSize))
            {
                read++;
                _row++;
                continue;
            }
            if (_row < batchSize)
                throw new InvalidOperationException($"The input has {_row} rows, fewer than one batch of {batchSize}.");
            BeginEpoch(_epoch + 1);
            read = 0;
        }
    }

    void BeginEpoch(int epoch)
    {
        _cursor?.Dispose();
        (_epoch, _row) = (epoch, 0);
        _cursor = new RowImageCursor(view is GeneratedDataView generated ? generated.WithEpoch(epoch) : view, columnNames, shape, pixelMaximum);
    }
}
