using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Streaming;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// Pairs from the rows of any <see cref="IDataView"/>: an anchor and a positive column, or one image column of which augmentation
/// makes both views. Each epoch has another seeded order, or other samples where the view is a <see cref="GeneratedDataView"/>.
/// </summary>
public sealed class RowViewSource : IViewSource
{
    const long ShuffleBytes = 256L << 20;
    readonly IDataView _view;
    readonly string[] _columnNames;
    readonly float _pixelMaximum;
    readonly ulong _seed;
    float[] _buffer = [];
    RowImageCursor? _cursor;
    int _epoch;
    long _row;

    /// <summary>Creates a source.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="imageShape">The shape of every image.</param>
    /// <param name="anchorColumnName">A vector column of <see cref="float"/>, planar.</param>
    /// <param name="positiveColumnName">Another of the same size; null to make both views from the anchor by augmentation.</param>
    /// <param name="pixelMaximum">The value of a white pixel in those columns: 1, or 255.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing.</exception>
    public RowViewSource(
        IDataView view,
        ImageShape imageShape,
        string anchorColumnName,
        string? positiveColumnName = null,
        float pixelMaximum = 1,
        ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(view);
        (_view, ImageShape, _pixelMaximum, _seed) = (view, imageShape, pixelMaximum, seed);
        _columnNames = positiveColumnName is null ? [anchorColumnName] : [anchorColumnName, positiveColumnName];
        foreach (string name in _columnNames)
        {
            if (view.Schema.GetColumnOrNull(name) is null)
                throw new ArgumentOutOfRangeException(nameof(view), $"Could not find input column '{name}'");
        }
    }

    /// <inheritdoc/>
    public ImageShape ImageShape { get; }

    /// <inheritdoc/>
    public void MoveTo(ViewPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position.Epoch, FirstEpoch, nameof(position));
        ArgumentOutOfRangeException.ThrowIfNegative(position.Row, nameof(position));
        BeginEpoch(position.Epoch - FirstEpoch);
        while (_row < position.Row && _cursor!.Skip()) _row++;
    }

    /// <inheritdoc/>
    public ViewBatch Next(int batchSize, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        ReadBatch(batchSize);
        using var scope = NewDisposeScope();
        // One upload for each batch: the anchors, then the positives.
        long[] shape = [_columnNames.Length * batchSize, ImageShape.Channels, ImageShape.Height, ImageShape.Width];
        var images = tensor(_buffer, shape, device: device);
        if (_pixelMaximum != 1) images.div_(_pixelMaximum);
        var anchors = images.narrow(0, 0, batchSize).MoveToOuterDisposeScope();
        var positives = _columnNames.Length == 1 ? anchors : images.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        return new ViewBatch(anchors, positives, FirstEpoch + _epoch, _row - batchSize);
    }

    /// <summary>Ends the pass over the view.</summary>
    public void Dispose() => _cursor?.Dispose();

    /// <summary>A generated view numbers its own epochs, so that rows are augmented as the batches of its generator are.</summary>
    int FirstEpoch => (_view as GeneratedDataView)?.Epoch ?? 0;

    /// <summary>Fills the buffer; rows at the end of an epoch that do not fill a batch are left out.</summary>
    void ReadBatch(int batchSize)
    {
        if (_buffer.Length != _columnNames.Length * batchSize * ImageShape.Size)
            _buffer = new float[checked(_columnNames.Length * batchSize * ImageShape.Size)];
        if (_cursor is null) BeginEpoch(0);
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
        _cursor = new RowImageCursor(InOrderOf(_epoch), _columnNames, ImageShape);
    }

    IDataView InOrderOf(int epoch)
    {
        // Generated samples are independent: another order would say nothing, another epoch has others.
        if (_view is GeneratedDataView generated) return generated.WithEpoch(FirstEpoch + epoch);
        long rowBytes = sizeof(float) * ImageShape.Size * _columnNames.Length;
        long poolSize = Math.Clamp(ShuffleBytes / rowBytes, 1, Math.Max(1, _view.GetRowCount() ?? int.MaxValue));
        int seed = new RandomStream(new SeedKey(_seed, "rows/order", epoch)).NextInt32(int.MaxValue);
        return new MLContext(seed).Data.ShuffleRows(_view, seed, (int)poolSize, shuffleSource: _view.CanShuffle);
    }
}
