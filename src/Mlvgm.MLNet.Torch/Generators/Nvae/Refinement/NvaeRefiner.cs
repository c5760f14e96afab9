using System.Diagnostics;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>
/// Trains the decoder of an NVAE further, against a discriminator. A decoder that was trained for likelihood gives the mean of what an image may be, which is
/// soft and less varied than images are; what each latent decides it has learned already, and a second loss makes it keep that.
/// </summary>
/// <remarks>
/// Non-saturating loss, lazy R1 (Karras et al., CVPR 2020), a moving average of the weights. On the CPU a run is a function of generator, images and options
/// alone, also across interruptions.
/// </remarks>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed partial class NvaeRefiner
{
    // Where the version before kept its state, which had no hash.
    const string EarlierState = "refinement.safetensors";

    const int PenaltyInterval = 16;
    const int OutlineSide = 8;
    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A value is outside its range.</exception>
    public NvaeRefiner(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SettingsOf.Validate(options);
        _options = options;
    }

    /// <summary>Trains and writes the generator; a state in the folder is resumed.</summary>
    /// <param name="generatorPath">A generator that <see cref="NvaeTrainer"/> wrote.</param>
    /// <param name="images">Real images of the generator's shape, which is square with a side of 4 times a power of 2.</param>
    /// <param name="folder">Receives <see cref="NvaeTrainer.CheckpointFolder"/> and, once the run has ended, <see cref="NvaeTrainer.GeneratorFile"/>.</param>
    /// <param name="progress">Called after every step, on the training thread.</param>
    /// <param name="cancellation">Stops after the current step, keeping the state.</param>
    /// <param name="log">Told from which state the run goes on, and about a damaged one that is passed over.</param>
    /// <returns>The generator's file.</returns>
    /// <exception cref="ArgumentException">The images do not fit the generator, or are fewer than a batch.</exception>
    /// <exception cref="InvalidOperationException">
    /// The folder's state was computed from another generator, other images or with other options, or another process is working there; the message says
    /// what.
    /// </exception>
    /// <exception cref="InvalidDataException">The generator is damaged or no NVAE, or every state in the folder is damaged, or of another version.</exception>
    /// <exception cref="ArithmeticException">A loss is no longer finite; the last state is kept.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; the state holds every finished step.</exception>
    public string Fit(
        string generatorPath, ImageDataset images, string folder, Action<RefinementProgress>? progress = null, Action<string>? log = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(generatorPath);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var device = DeviceChoice.Parse(_options.Device).Device;
        var (decoder, temperature) = NvaeGeneratorFile.ReadDecoder(generatorPath);
        var (before, _) = NvaeGeneratorFile.ReadDecoder(generatorPath);
        using (decoder)
        using (before)
        {
            var shape = decoder.Configuration.ImageShape;
            if (shape.Height != shape.Width || shape.Height < 4 || !int.IsPow2(shape.Height))
                throw new ArgumentException($"The generator's images are {shape}; a refinement needs squares with a side of 4, 8, 16, ... pixels.", nameof(generatorPath));
            if (images.Count < _options.BatchSize)
                throw new ArgumentException($"{images.Count} training images are fewer than a batch of {_options.BatchSize}.", nameof(images));
            using var real = new TrainingImages(images, shape, device);
            using var discriminator = new Discriminator(shape, _options.DiscriminatorWidth, _options.Seed);
            decoder.to(device);
            before.to(device);
            discriminator.to(device);
            decoder.train();
            before.eval();
            using var state = new RefinementState(decoder, discriminator, _options);
            var sampling = new NvaeSampling(temperature);
            var draws = new TrainingDraws(decoder.Configuration, device, _options.Seed);
            using var folderLock = FolderLock.Take(folder);
            var identity = new Identity().With("kind", "nvae refinement").With("options", SettingsJson.Deciding(_options))
                .With("generator", Identity.OfFile(generatorPath)).With("images", ImageIdentity.Of(images));
            var states = new StateFolder(Path.Combine(folder, NvaeTrainer.CheckpointFolder), folderLock, identity, log)
            {
                Earlier = [Path.Combine(folder, EarlierState)],
            };
            Train(state, before, real, draws, sampling, states, progress, cancellation);
            state.TakeAverage();
            DecoderStatistics.Reestimate(decoder, draws, temperature, _options.BatchNormPasses, cancellation);
            string path = Path.Combine(folder, NvaeTrainer.GeneratorFile);
            NvaeGeneratorFile.Write(path, decoder.state_dict(), decoder.Configuration, temperature);
            return path;
        }
    }

    void Train(
        RefinementState state, NvaeDecoder before, TrainingImages real, TrainingDraws draws, NvaeSampling sampling, StateFolder states,
        Action<RefinementProgress>? progress, CancellationToken cancellation)
    {
        var parts = state.Parts;
        long first = states.Restore(parts) ?? 0, steps = _options.DiscriminatorSteps + _options.Steps;
        var likelihood = ImageLikelihood.Create(state.Generator.Configuration);
        var clock = Stopwatch.StartNew();
        using var garbage = StepGarbage.Begin();
        for (long step = first; step < steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                states.Save(step, parts);
                cancellation.ThrowIfCancellationRequested();
            }
            using var collected = StepGarbage.InStep();
            double critic = LearnToTell(state, real, draws, noise => Sample(state.Generator, noise), step);
            double generator = step < _options.DiscriminatorSteps ? double.NaN : LearnToPass(state, before, draws, Sample, step);
            long done = step + 1;
            double seconds = clock.Elapsed.TotalSeconds / (done - first);
            progress?.Invoke(new RefinementProgress(
                done, steps, critic, generator, _options.BatchSize / seconds, TimeSpan.FromSeconds(seconds * (steps - done))));
            if (done % _options.CheckpointEvery == 0 || done == steps) states.Save(done, parts);
        }

        Tensor Sample(NvaeDecoder decoder, IReadOnlyList<Tensor> noise) => likelihood.Mean(decoder.Run(noise, sampling));
    }

    double LearnToTell(RefinementState state, TrainingImages real, TrainingDraws draws, Func<IReadOnlyList<Tensor>, Tensor> sample, long step)
    {
        using var scope = NewDisposeScope();
        var images = real.Batch(draws.Batch(step, real.Count, _options.BatchSize));
        if (_options.HorizontalFlip) images = where(draws.Mirrored(step, _options.BatchSize), images.flip(3), images);
        Tensor samples;
        using (no_grad()) samples = sample(draws.Noise("refinement/discriminator", step, _options.BatchSize));
        bool penalised = _options.GradientPenalty > 0 && step % PenaltyInterval == 0;
        if (penalised) images.requires_grad_(true);
        var scores = state.Discriminator.Score(images);
        var loss = AdversarialLoss.Discriminator(scores, state.Discriminator.Score(samples));
        double value = Finite(loss, step);
        if (penalised) loss += AdversarialLoss.GradientPenalty(scores, images) * (_options.GradientPenalty * PenaltyInterval);
        state.StepDiscriminator(loss);
        return value;
    }

    double LearnToPass(
        RefinementState state, NvaeDecoder before, TrainingDraws draws, Func<NvaeDecoder, IReadOnlyList<Tensor>, Tensor> sample, long step)
    {
        using var scope = NewDisposeScope();
        var noise = draws.Noise("refinement/generator", step, _options.BatchSize);
        var samples = sample(state.Generator, noise);
        var loss = AdversarialLoss.Generator(state.Discriminator.Score(samples));
        double value = Finite(loss, step);
        if (_options.FidelityWeight > 0)
        {
            Tensor target;
            using (no_grad()) target = Outline(sample(before, noise));
            loss += nn.functional.mse_loss(Outline(samples), target) * _options.FidelityWeight;
            Finite(loss, step);
        }
        state.StepGenerator(loss, _options.AveragingMomentum);
        return value;
    }

    /// <summary>An image's averages over the cells of a grid.</summary>
    static Tensor Outline(Tensor images) => nn.functional.adaptive_avg_pool2d(images, [OutlineSide, OutlineSide]);

    static double Finite(Tensor loss, long step) => loss.item<float>() is var value && float.IsFinite(value)
        ? value
        : throw new ArithmeticException($"A loss is {loss.item<float>()} at step {step}. Lower the learning rates; the last state is kept.");
}
