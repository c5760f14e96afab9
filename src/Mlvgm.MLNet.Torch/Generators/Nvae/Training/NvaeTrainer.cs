using System.Diagnostics;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>Trains an NVAE and writes it as a generator (docs/method/nvae.md#training).</summary>
/// <remarks>On the CPU a run is a function of data, configuration and options alone, also across interruptions.</remarks>
public sealed partial class NvaeTrainer
{
    /// <summary>The file in the output folder that a run can be resumed from.</summary>
    public const string CheckpointFile = "checkpoint.safetensors";

    /// <summary>The file in the output folder that holds the finished generator.</summary>
    public const string GeneratorFile = "generator.safetensors";

    readonly NvaeConfiguration _configuration;
    readonly Options _options;

    /// <summary>Checks configuration and options.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public NvaeTrainer(NvaeConfiguration configuration, Options options)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        configuration.Validate();
        options.Validate(configuration);
        (_configuration, _options) = (configuration, options);
    }

    /// <summary>Trains, measures and writes the generator; a checkpoint in the folder is resumed.</summary>
    /// <param name="train">Training images; of the configuration's shape.</param>
    /// <param name="test">Held-out images, or null.</param>
    /// <param name="folder">Receives <see cref="CheckpointFile"/> and <see cref="GeneratorFile"/>.</param>
    /// <param name="progress">Called after every step, on the training thread.</param>
    /// <param name="cancellation">Stops after the current step, keeping a checkpoint.</param>
    /// <exception cref="ArgumentException">The images do not fit the configuration, or are fewer than a batch.</exception>
    /// <exception cref="InvalidDataException">The folder's checkpoint is damaged or belongs to another run.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer finite; the last checkpoint is kept.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; the checkpoint holds every finished step.</exception>
    public NvaeTrainingResult Fit(
        ImageDataset train, ImageDataset? test, string folder, Action<NvaeProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var device = DeviceChoice.Parse(_options.Device).Device;
        if (train.Count < _options.BatchSize)
            throw new ArgumentException($"{train.Count} training images are fewer than a batch of {_options.BatchSize}.", nameof(train));
        var clock = Stopwatch.StartNew();
        using var images = new TrainingImages(train, _configuration.ImageShape, device);
        using var held = test is null ? null : new TrainingImages(test, _configuration.ImageShape, device);
        using var network = new NvaeNetwork(_configuration);
        NvaeInitialisation.Apply(network, _options.Seed);
        network.MoveTo(device);
        long steps = Train(network, images, Path.Combine(folder, CheckpointFile), progress, cancellation);
        var heldOut = held is null ? null : new NvaeEvaluation(network, device, _options.Seed).Measure(held, cancellation);
        var draws = new TrainingDraws(_configuration, device, _options.Seed);
        DecoderStatistics.Reestimate(network.Decoder, draws, _options.Temperature, _options.BatchNormPasses, cancellation);
        string path = Path.Combine(folder, GeneratorFile);
        NvaeGeneratorFile.Write(path, network, _options.Temperature);
        return new NvaeTrainingResult(path, steps, heldOut, clock.Elapsed);
    }

    long Train(
        NvaeNetwork network, TrainingImages images, string checkpoint, Action<NvaeProgress>? progress, CancellationToken cancellation)
    {
        long steps = _options.Steps ?? (long)_options.Epochs * (images.Count / _options.BatchSize);
        using var optimizer = optim.Adamax(
            network.Parameters.Select(p => p.Value), _options.LearningRate, eps: 1e-3, weight_decay: _options.WeightDecay);
        using var spectral = _options.SpectralRegularisation > 0 ? new SpectralRegulariser(network, _options.Seed) : null;
        string run = $"{_options.Identity()} {images.Hash}";
        long first = File.Exists(checkpoint) ? NvaeCheckpoint.Load(checkpoint, network, optimizer, spectral, run) : 0;
        var schedule = new NvaeSchedule(_options, steps);
        var draws = new TrainingDraws(_configuration, images.Device, _options.Seed);
        var clock = Stopwatch.StartNew();
        network.Train(true);
        for (long step = first; step < steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                NvaeCheckpoint.Save(checkpoint, network, optimizer, spectral, run, step);
                cancellation.ThrowIfCancellationRequested();
            }
            var report = Step(network, optimizer, spectral, images, draws, schedule, step);
            long done = step + 1;
            double seconds = clock.Elapsed.TotalSeconds / (done - first);
            progress?.Invoke(report with
            {
                Steps = steps,
                ImagesPerSecond = _options.BatchSize / seconds,
                Remaining = TimeSpan.FromSeconds(seconds * (steps - done)),
            });
            if (done % _options.CheckpointEvery == 0 || done == steps)
                NvaeCheckpoint.Save(checkpoint, network, optimizer, spectral, run, done);
        }
        return steps;
    }

    NvaeProgress Step(
        NvaeNetwork network, Adamax optimizer, SpectralRegulariser? spectral, TrainingImages images, TrainingDraws draws,
        NvaeSchedule schedule, long step)
    {
        using var scope = NewDisposeScope();
        var batch = images.Batch(draws.Batch(step, images.Count, _options.BatchSize));
        if (_options.HorizontalFlip) batch = where(draws.Mirrored(step, _options.BatchSize), batch.flip(3), batch);
        var (logits, perSample) = network.Reconstruct(batch, draws.Noise("posterior", step, _options.BatchSize));
        var reconstruction = -network.Likelihood.LogProbability(logits, batch).mean();
        Tensor[] divergences = [.. perSample.Select(divergence => divergence.mean())];
        double beta = schedule.Beta(step), rate = schedule.LearningRate(step);
        var loss = reconstruction + new NvaeObjective(_options).Penalty(divergences, beta);
        if (spectral is not null) loss += spectral.Penalty() * _options.SpectralRegularisation;
        float value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new ArithmeticException($"The loss is {value} at step {step}. Lower the learning rate; the last checkpoint is kept.");
        optimizer.zero_grad();
        loss.backward();
        if (_options.GradientClipping > 0)
            nn.utils.clip_grad_norm_(network.Parameters.Select(p => p.Value), _options.GradientClipping);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
        optimizer.step();
        return new NvaeProgress(step + 1, 0, value, reconstruction.item<float>(), [.. divergences.Select(d => (double)d.item<float>())],
            beta, rate, 0, TimeSpan.Zero);
    }
}
