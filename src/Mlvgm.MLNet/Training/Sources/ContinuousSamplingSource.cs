using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Sources;

/// <summary>
/// Continuous Sampling (paper, section 3.3): every batch is new. Latents are drawn on the CPU; anchors and positives are generated
/// together, on the training device, and never leave it.
/// </summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed class ContinuousSamplingSource : IViewSource
{
    readonly TorchGenerator _generator;
    readonly ViewStrategy _strategy;
    readonly long _rowsPerEpoch;
    readonly bool _identical;
    LatentSampler _sampler;
    LatentDraw? _draw;
    long _row;
    bool _checked;

    /// <summary>Creates a source.</summary>
    /// <param name="generator">The generator; it is moved to the training device and not disposed.</param>
    /// <param name="strategy">How positives differ from anchors.</param>
    /// <param name="seed">The seed of every latent.</param>
    /// <param name="epoch">The epoch at which to begin, 0-based.</param>
    /// <param name="rowsPerEpoch">Pairs in an epoch, which only number the epochs; one endless epoch when null.</param>
    /// <param name="rank">The process in data-parallel training; another rank gets other pairs.</param>
    /// <exception cref="ArgumentException">The strategy names a latent that the generator lacks.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowsPerEpoch"/> is below 1.</exception>
    public ContinuousSamplingSource(
        TorchGenerator generator, ViewStrategy strategy, ulong seed, int epoch = 0, long? rowsPerEpoch = null, int rank = 0)
    {
        ArgumentNullException.ThrowIfNull(generator);
        if (rowsPerEpoch is { } rows) ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1, nameof(rowsPerEpoch));
        (_generator, _strategy, _rowsPerEpoch) = (generator, strategy, rowsPerEpoch ?? long.MaxValue);
        _sampler = new LatentSampler(generator.Layout, strategy, seed, epoch, rank);
        _identical = strategy.Resolve(generator.Layout).All(part => part.Perturbation is NoPerturbation);
    }

    /// <inheritdoc/>
    public ImageShape ImageShape => _generator.ImageShape;

    /// <inheritdoc/>
    public void MoveTo(ViewPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position.Row, nameof(position));
        _sampler = new LatentSampler(_generator.Layout, _strategy, _sampler.Seed, position.Epoch, _sampler.Rank);
        _row = position.Row;
    }

    /// <inheritdoc/>
    public ViewBatch Next(int batchSize, Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (batchSize > _rowsPerEpoch)
            throw new InvalidOperationException($"The epoch has {_rowsPerEpoch} rows, fewer than one batch of {batchSize}.");
        if (_row > _rowsPerEpoch - batchSize) BeginEpoch();
        if (_generator.Device.ToString() != device.ToString()) _generator.MoveTo(device);
        long row = _row;
        _row += batchSize;
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var images = _generator.Decode(_generator.ToTensors(Draw(row, batchSize)));
        // Once, since it waits for the device; weights do not change, and the loss of every step is looked at.
        if (!_checked) TensorRange.Require(_generator, images);
        _checked = true;
        var anchors = (_identical ? images : images.narrow(0, 0, batchSize)).MoveToOuterDisposeScope();
        var positives = _identical ? anchors : images.narrow(0, batchSize, batchSize).MoveToOuterDisposeScope();
        return new ViewBatch(anchors, positives, _sampler.Epoch, row);
    }

    /// <summary>Keeps the generator, which belongs to the caller.</summary>
    public void Dispose()
    {
    }

    void BeginEpoch()
    {
        _sampler = new LatentSampler(_generator.Layout, _strategy, _sampler.Seed, _sampler.Epoch + 1, _sampler.Rank);
        _row = 0;
    }

    LatentBatch Draw(long row, int count)
    {
        if (_draw?.Count != count) _draw = new LatentDraw(_generator.Layout, count, withPositives: !_identical);
        return _draw.Fill(_sampler, row);
    }
}
