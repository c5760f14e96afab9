using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Training.Sources;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>
/// Pairs straight from image files, decoded anew each time on several threads: two random crops of the whole picture, or the picture brought to the shape, of which augmentation makes
/// both views. Each epoch has every file once, in another random order. No more than one decoded picture for each thread is in memory, beside the batch.
/// </summary>
/// <remarks>
/// A pair is a function of (seed, epoch, row) and of the files, whatever the number of threads. Where a file is passed over (<see cref="ImageFileSet.SkipUndecodable"/>), another
/// takes its place, which is drawn from the same three numbers.
/// </remarks>
/// <example>See <c>examples/ApiTour/StreamedFolder.cs</c>.</example>
public sealed class StreamedViewSource : IViewSource
{
    readonly ImageFileSet _files;
    readonly ReadSteps _steps;
    readonly ulong _seed;
    readonly ParallelOptions _threads;
    readonly PassedOverImages _passedOver;
    readonly IReadOnlyList<int>? _rows;
    int[]? _order;
    float[] _buffer = [];
    int _epoch;
    long _row;

    /// <summary>Creates a source; the versions of all files are those of now.</summary>
    /// <param name="files">The files.</param>
    /// <param name="seed">The seed of orders, crops and what they are followed by.</param>
    /// <param name="augmentation">
    /// What is to be done to pairs: a random crop at its beginning, and mirroring behind it, are done as pictures are read, by the same draws. What is left is
    /// <see cref="Augmentation"/>. Without a random crop, images are brought to the shape of <paramref name="files"/> as <see cref="ImageFileSet.Read"/> does.
    /// </param>
    /// <param name="threads">Threads that decode; as many as there are processors when null.</param>
    /// <param name="passedOver">Told of each file that is passed over, once, by the thread that asks for pairs.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public StreamedViewSource(
        ImageFileSet files, ulong seed, AugmentationPipeline augmentation, int? threads = null, Action<SkippedImage>? passedOver = null)
        : this(files, seed, ReadSteps.Of(augmentation), threads, passedOver)
    {
    }

    internal StreamedViewSource(ImageFileSet files, ulong seed, ReadSteps steps, int? threads, Action<SkippedImage>? passedOver)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (threads is { } number) ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, nameof(threads));
        (_files, _seed, _steps) = (files, seed, steps);
        _threads = new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount };
        _passedOver = new PassedOverImages(files, seed, passedOver, rows: null);
        ImageShape = steps.Crop is { } crop ? new ImageShape(files.Shape.Channels, crop.Height, crop.Width) : files.Shape;
        _ = files.Versions;
    }

    /// <summary>Creates a source of single views of some of the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="rows">The files that are wanted.</param>
    /// <param name="seed">The seed of orders, crops and mirroring.</param>
    /// <param name="steps">What is done to pictures as they are read.</param>
    /// <param name="threads">Threads that decode.</param>
    /// <param name="passedOver">Told of each file that is passed over, once.</param>
    internal StreamedViewSource(
        ImageFileSet files, IReadOnlyList<int> rows, ulong seed, ReadSteps steps, int? threads, Action<SkippedImage>? passedOver)
        : this(files, seed, steps, threads, passedOver)
    {
        (_rows, _passedOver) = (rows, new PassedOverImages(files, seed, passedOver, rows));
    }

    /// <summary>What is left to be done to pairs.</summary>
    public AugmentationPipeline Augmentation => _steps.Rest;

    /// <summary>The shape of every image: that of the crops, where there is a crop.</summary>
    public ImageShape ImageShape { get; }

    /// <inheritdoc/>
    public void MoveTo(ViewPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position.Epoch, nameof(position));
        ArgumentOutOfRangeException.ThrowIfNegative(position.Row, nameof(position));
        (_epoch, _row, _order) = (position.Epoch, position.Row, null);
    }

    /// <inheritdoc/>
    /// <remarks>Files at the end of an epoch that do not fill a batch are left out.</remarks>
    /// <exception cref="InvalidDataException">A file does not decode, or has gone or changed, and such are not passed over; the message names it.</exception>
    public ViewBatch Next(int batchSize, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        int count = _rows?.Count ?? _files.Count;
        if (count < batchSize) throw new InvalidOperationException($"The input has {count} rows, fewer than one batch of {batchSize}.");
        if (_row > count - batchSize) (_epoch, _row, _order) = (_epoch + 1, 0, null);
        _order ??= EpochOrder.Of(count, _seed, _epoch);
        int views = _steps.Crop is null || _rows is not null ? 1 : 2;
        if (_buffer.Length != views * batchSize * ImageShape.Size) _buffer = new float[checked(views * batchSize * ImageShape.Size)];
        var images = Fill(batchSize, views);
        using var scope = NewDisposeScope();
        // One upload for each batch: the anchors, then the positives.
        var pixels = AlignedTensor.Of(_buffer, [views * batchSize, ImageShape.Channels, ImageShape.Height, ImageShape.Width], device);
        var anchors = pixels.narrow(0, 0, batchSize).MoveToOuterDisposeScope();
        var positives = views == 1 ? anchors : pixels.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        var batch = new ViewBatch(anchors, positives, _epoch, _row) { Rows = images };
        _row += batchSize;
        return batch;
    }

    /// <summary>Nothing is open between two batches.</summary>
    public void Dispose()
    {
    }

    /// <returns>The files that were read.</returns>
    int[] Fill(int batchSize, int views)
    {
        var reader = new PairReader(_files, ImageShape, _steps, new ViewDraws(_seed, "anchor", _epoch, _row), new ViewDraws(_seed, "positive", _epoch, _row));
        var rows = new RowOutcome[batchSize];
        Parallel.For(0, batchSize, _threads, i =>
        {
            long row = _row + i;
            var (anchor, positive) = (Place(i), views == 1 ? default : Place(batchSize + i));
            rows[i] = _passedOver.Try(_rows is null ? _order![(int)row] : _rows[_order![(int)row]], _epoch, row, image => reader.Read(image, row, anchor, positive));
        });
        foreach (var row in rows) _passedOver.Add(row);
        return [.. rows.Select(row => row.Image)];
    }

    Memory<float> Place(int image) => _buffer.AsMemory(image * ImageShape.Size, ImageShape.Size);
}
