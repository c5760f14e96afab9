using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Training.DecodedStore;
using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>
/// Pairs of real images from a store of decoded rows: an anchor and a positive, or one image of which augmentation makes both views. Each epoch has
/// every row once, in another random order.
/// </summary>
/// <param name="shape">The shape of every image.</param>
/// <param name="open">Opens the store, when the first row is wanted; it is disposed with the source.</param>
/// <param name="seed">The seed of the orders.</param>
sealed class StoredViewSource(ImageShape shape, Func<DecodedImages> open, ulong seed) : IViewSource
{
    DecodedImages? _images;
    int[]? _order;
    float[] _buffer = [];
    int _epoch;
    long _row;

    public ImageShape ImageShape => shape;

    DecodedImages Images => _images ??= open();

    public void MoveTo(ViewPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position.Epoch, nameof(position));
        ArgumentOutOfRangeException.ThrowIfNegative(position.Row, nameof(position));
        (_epoch, _row, _order) = (position.Epoch, position.Row, null);
    }

    /// <inheritdoc/>
    /// <remarks>Rows at the end of an epoch that do not fill a batch are left out.</remarks>
    public ViewBatch Next(int batchSize, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (images, columns) = (Images, Images.Header.Columns);
        if (images.Header.Count < batchSize)
            throw new InvalidOperationException($"The input has {images.Header.Count} rows, fewer than one batch of {batchSize}.");
        if (_row > images.Header.Count - batchSize) (_epoch, _row, _order) = (_epoch + 1, 0, null);
        _order ??= Shuffled(images.Header.Count);
        int size = shape.Size;
        if (_buffer.Length != columns * batchSize * size) _buffer = new float[checked(columns * batchSize * size)];
        for (int column = 0; column < columns; column++)
        {
            for (int i = 0; i < batchSize; i++)
                images.Read(_order[(int)_row + i], column, _buffer.AsSpan((column * batchSize + i) * size, size));
        }
        using var scope = NewDisposeScope();
        // One upload for each batch: the anchors, then the positives.
        var pixels = AlignedTensor.Of(_buffer, [columns * batchSize, shape.Channels, shape.Height, shape.Width], device);
        var anchors = pixels.narrow(0, 0, batchSize).MoveToOuterDisposeScope();
        var positives = columns == 1 ? anchors : pixels.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        var batch = new ViewBatch(anchors, positives, _epoch, _row);
        _row += batchSize;
        return batch;
    }

    public void Dispose() => _images?.Dispose();

    /// <summary>The order of the epoch (Fisher and Yates).</summary>
    int[] Shuffled(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        var stream = new RandomStream(new SeedKey(seed, "rows/order", _epoch));
        for (int i = count - 1; i > 0; i--)
        {
            int other = stream.NextInt32(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }
}
