using System.Diagnostics;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Identity = Mlvgm.MLNet.Identities.Identity;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>Trains an NVAE and writes it as a generator (docs/method/nvae.md#training).</summary>
/// <remarks>On the CPU a run is a function of data, configuration and options alone, also across interruptions.</remarks>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed partial class NvaeTrainer
{
    /// <summary>The folder in the output folder that a run can be resumed from; it holds the last two states.</summary>
    public const string CheckpointFolder = "checkpoints";

    /// <summary>The file in the output folder that holds the finished generator.</summary>
    public const string GeneratorFile = "generator.safetensors";

    // Where the version before kept its state, which had no hash.
    const string EarlierState = "checkpoint.safetensors";

    readonly NvaeConfiguration _configuration;
    readonly Options _options;

    /// <summary>Checks configuration and options.</summary>
    /// <exception cref="SettingsException">A value is outside its range, or values do not go together; everything is named.</exception>
    public NvaeTrainer(NvaeConfiguration configuration, Options options)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        var violations = new Violations();
        SettingsOf.Check(configuration, violations);
        SettingsOf.Check(options, violations);
        options.CheckLists(configuration, violations);
        violations.ThrowIfAny();
        (_configuration, _options) = (configuration, options);
    }

    /// <summary>Trains, measures and writes the generator; a state in the folder is resumed.</summary>
    /// <param name="train">Training images; of the configuration's shape.</param>
    /// <param name="test">Held-out images, or null.</param>
    /// <param name="folder">Receives <see cref="CheckpointFolder"/> and, once the run has ended, <see cref="GeneratorFile"/>.</param>
    /// <param name="progress">Called after every step, on the training thread.</param>
    /// <param name="cancellation">Stops after the current step, keeping the state.</param>
    /// <param name="log">Told from which state the run goes on, and about a damaged one that is passed over.</param>
    /// <exception cref="ArgumentException">The images do not fit the configuration, or are fewer than a batch.</exception>
    /// <exception cref="InvalidOperationException">
    /// The folder's state was computed from other images or with other options, or another process is working there; the message says what.
    /// </exception>
    /// <exception cref="InvalidDataException">Every state in the folder is damaged, or of another version.</exception>
    /// <exception cref="ArithmeticException">The loss is no longer finite; the last state is kept.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; the state holds every finished step.</exception>
    public NvaeTrainingResult Fit(
        ImageDataset train, ImageDataset? test, string folder, Action<NvaeProgress>? progress = null,
        Action<string>? log = null, CancellationToken cancellation = default)
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
        using var folderLock = FolderLock.Take(folder);
        var states = new StateFolder(Path.Combine(folder, CheckpointFolder), folderLock, IdentityOf(train), log)
        {
            Earlier = [Path.Combine(folder, EarlierState)],
        };
        long steps = Train(network, images, states, progress, cancellation);
        var heldOut = held is null ? null : new NvaeEvaluation(network, device, _options.Seed).Measure(held, cancellation);
        var draws = new TrainingDraws(_configuration, device, _options.Seed);
        DecoderStatistics.Reestimate(network.Decoder, draws, _options.Temperature, _options.BatchNormPasses, cancellation);
        string path = Path.Combine(folder, GeneratorFile);
        NvaeGeneratorFile.Write(path, network, _options.Temperature);
        return new NvaeTrainingResult(path, steps, heldOut, clock.Elapsed);
    }

    Identity IdentityOf(ImageDataset train) => new Identity().With("kind", "nvae training").With("configuration", JsonNode.Parse(_configuration.ToJson()))
        .With("options", SettingsJson.Deciding(_options)).With("images", ImageIdentity.Of(train));

    long Train(NvaeNetwork network, TrainingImages images, StateFolder states, Action<NvaeProgress>? progress, CancellationToken cancellation)
    {
        long steps = _options.Steps ?? (long)_options.Epochs * (images.Count / _options.BatchSize);
        using var optimizer = optim.Adamax(
            network.Parameters.Select(p => p.Value), _options.LearningRate, eps: 1e-3, weight_decay: _options.WeightDecay);
        using var spectral = _options.SpectralRegularisation > 0 ? new SpectralRegulariser(network, _options.Seed) : null;
        IStatePart[] parts =
        [
            new ModulePart("encoder", network.Encoder), new ModulePart("decoder", network.Decoder), new OptimizerPart("optimizer", optimizer),
            new TensorsPart("spectral", spectral?.Vectors ?? []),
        ];
        long first = states.Restore(parts) ?? 0;
        var schedule = new NvaeSchedule(_options, steps);
        var draws = new TrainingDraws(_configuration, images.Device, _options.Seed);
        var clock = Stopwatch.StartNew();
        network.Train(true);
        using var garbage = StepGarbage.Begin();
        for (long step = first; step < steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                states.Save(step, parts);
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
            if (done % _options.CheckpointEvery == 0 || done == steps) states.Save(done, parts);
        }
        return steps;
    }

    NvaeProgress Step(
        NvaeNetwork network, Adamax optimizer, SpectralRegulariser? spectral, TrainingImages images, TrainingDraws draws,
        NvaeSchedule schedule, long step)
    {
        using var collected = StepGarbage.InStep();
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
            throw new ArithmeticException($"The loss is {value} at step {step}. Lower the learning rate; the last state is kept.");
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
