using Microsoft.ML;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>
/// Pairs of real images from a store of decoded rows: an anchor and a positive, or one image of which augmentation makes both views. Each epoch has
/// every row once, in another random order.
/// </summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed class StoredViewSource : IViewSource
{
    readonly Func<DecodedImages> _open;
    readonly ulong _seed;
    readonly IReadOnlyList<int>? _rows;
    DecodedImages? _images;
    int[]? _order;
    float[] _buffer = [];
    int _epoch;
    long _row;

    /// <param name="shape">The shape of every image.</param>
    /// <param name="open">Opens the store, when the first row is wanted; it is disposed with the source.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="rows">The rows that are wanted; all when null.</param>
    internal StoredViewSource(ImageShape shape, Func<DecodedImages> open, ulong seed, IReadOnlyList<int>? rows = null) =>
        (ImageShape, _open, _seed, _rows) = (shape, open, seed, rows);

    /// <inheritdoc/>
    public ImageShape ImageShape { get; }

    DecodedImages Images => _images ??= _open();

    /// <summary>Reads the rows of a view once, in their order, into a store; the file appears once it is complete.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="columnNames">
    /// Vector columns of <see cref="float"/> with channels x height x width values: the anchors', and the positives' where there are any.
    /// </param>
    /// <param name="shape">The shape of every image.</param>
    /// <param name="path">The file.</param>
    /// <param name="pixelMaximum">The value of a white pixel.</param>
    /// <param name="cancellation">Ends reading; nothing of the file is left.</param>
    /// <exception cref="ArgumentException">There are not one or two columns.</exception>
    /// <exception cref="InvalidOperationException">A row has another length than the image; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing of it is left.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Decode(
        IDataView view, IReadOnlyList<string> columnNames, ImageShape shape, string path, float pixelMaximum = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(columnNames);
        if (columnNames.Count is not (1 or 2))
            throw new ArgumentException($"There are {columnNames.Count} columns; expected the anchors', or the anchors' and the positives'.", nameof(columnNames));
        new DecodedWriter([.. columnNames], shape, pixelMaximum).Write(path, view, cancellation);
    }

    /// <summary>Pairs from a store that <see cref="Decode"/> has written.</summary>
    /// <param name="path">The file; it is open from the first batch until the source is disposed.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no store, or not a whole one; the message names it.</exception>
    public static StoredViewSource Open(string path, ulong seed) => new(DecodedHeader.Read(path).Shape, () => DecodedImages.Open(path), seed);

    /// <inheritdoc/>
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
        int count = _rows?.Count ?? images.Header.Count;
        if (count < batchSize) throw new InvalidOperationException($"The input has {count} rows, fewer than one batch of {batchSize}.");
        if (_row > count - batchSize) (_epoch, _row, _order) = (_epoch + 1, 0, null);
        _order ??= EpochOrder.Of(count, _seed, _epoch);
        int[] chosen = [.. _order.AsSpan((int)_row, batchSize)];
        if (_rows is not null) chosen = [.. chosen.Select(row => _rows[row])];
        int size = ImageShape.Size;
        if (_buffer.Length != columns * batchSize * size) _buffer = new float[checked(columns * batchSize * size)];
        for (int column = 0; column < columns; column++)
        {
            for (int i = 0; i < batchSize; i++)
                images.Read(chosen[i], column, _buffer.AsSpan((column * batchSize + i) * size, size));
        }
        using var scope = NewDisposeScope();
        // One upload for each batch: the anchors, then the positives.
        var pixels = AlignedTensor.Of(_buffer, [columns * batchSize, ImageShape.Channels, ImageShape.Height, ImageShape.Width], device);
        var anchors = pixels.narrow(0, 0, batchSize).MoveToOuterDisposeScope();
        var positives = columns == 1 ? anchors : pixels.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        var batch = new ViewBatch(anchors, positives, _epoch, _row) { Rows = chosen };
        _row += batchSize;
        return batch;
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => _images?.Dispose();
}
