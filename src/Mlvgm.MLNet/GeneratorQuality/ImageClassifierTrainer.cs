using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>Trains an <see cref="ImageClassifier"/> on labelled images: SGD with momentum, mirrored and shifted images, a cosine schedule.</summary>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed partial class ImageClassifierTrainer
{
    const int LargestShift = 2;

    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ImageClassifierTrainer(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Loads the classifier in <paramref name="path"/> if it is whole, and was trained on these images with these options; trains and writes it else.</summary>
    /// <param name="train">Labelled images.</param>
    /// <param name="path">A safetensors file.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="progress">Receives steps done, steps in all and the loss.</param>
    /// <param name="cancellation">Stops between steps; nothing is kept.</param>
    /// <exception cref="ArgumentException">The images have no labels, or are fewer than a batch.</exception>
    public ImageClassifier LoadOrFit(
        ImageDataset train, string path, Device device, Action<int, int, double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Labels.Count == 0) throw new ArgumentException("The training images have no labels.", nameof(train));
        if (train.Count < _options.BatchSize)
            throw new ArgumentException($"{train.Count} training images are fewer than a batch of {_options.BatchSize}.", nameof(train));
        var classifier = new ImageClassifier(train.Shape, train.ClassNames.Count, _options.Seed, device);
        try
        {
            var identity = IdentityOf(train);
            if (!TryLoad(classifier, path, identity)) Save(classifier, path, identity, Fit(classifier, train, progress, cancellation));
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    static bool TryLoad(ImageClassifier classifier, string path, Identity identity)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var state = StateFile.Read(path);
            if (!state.Identity.Equals(identity)) return false;
            classifier.Restore(state);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    static void Save(ImageClassifier classifier, string path, Identity identity, int steps)
    {
        using var state = new StateFile(steps, identity);
        classifier.Save(state);
        state.Write(path);
    }

    /// <summary>What decides a classifier: pixels, labels, class names, shape and options.</summary>
    Identity IdentityOf(ImageDataset train) =>
        new Identity().With("classifier", ImageClassifier.Architecture).With("options", SettingsJson.Deciding(_options)).With("images", ImageIdentity.Of(train));

    /// <returns>The steps done.</returns>
    int Fit(ImageClassifier classifier, ImageDataset train, Action<int, int, double>? progress, CancellationToken cancellation)
    {
        int perEpoch = train.Count / _options.BatchSize, steps = perEpoch * _options.Epochs;
        var schedule = new LearningRateSchedule(_options.LearningRate, steps, WarmupSteps: Math.Min(perEpoch / 2, steps / 4), FinalShare: 0.01);
        using var optimizer = optim.SGD(
            classifier.Parameters, _options.LearningRate, _options.Momentum, weight_decay: _options.WeightDecay, nesterov: true);
        using var pixels = tensor(
            train.Pixels.ToArray(), [train.Count, train.Shape.Channels, train.Shape.Height, train.Shape.Width], device: classifier.Device);
        using var labels = tensor(train.Labels.Select(label => (long)label).ToArray(), device: classifier.Device);
        classifier.Train(true);
        int[] order = [];
        using var garbage = StepGarbage.Begin();
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % perEpoch == 0) order = Permutation.Of(train.Count, new SeedKey(_options.Seed, "classifier/order", step / perEpoch));
            using var collected = StepGarbage.InStep();
            using var scope = NewDisposeScope();
            long[] rows = [.. order.AsSpan(step % perEpoch * _options.BatchSize, _options.BatchSize).ToArray().Select(row => (long)row)];
            var chosen = tensor(rows, device: classifier.Device);
            var images = Vary(pixels.index_select(0, chosen).to(float32) / 255, step);
            var loss = nn.functional.cross_entropy(classifier.Forward(images).Logits, labels.index_select(0, chosen));
            optimizer.zero_grad();
            loss.backward();
            foreach (var group in optimizer.ParamGroups) group.LearningRate = schedule.At(step);
            optimizer.step();
            progress?.Invoke(step + 1, steps, loss.item<float>());
        }
        return steps;
    }

    /// <summary>Mirrors half of the images, and moves all by one shift of up to 2 pixels a side.</summary>
    Tensor Vary(Tensor images, int step)
    {
        var stream = new RandomStream(new SeedKey(_options.Seed, "classifier/vary", step: step));
        bool[] mirrored = new bool[images.shape[0]];
        for (int i = 0; i < mirrored.Length; i++) mirrored[i] = stream.NextInt32(2) == 1;
        var varied = where(tensor(mirrored, device: images.device).view(-1, 1, 1, 1), images.flip(3), images);
        int down = stream.NextInt32(2 * LargestShift + 1), right = stream.NextInt32(2 * LargestShift + 1);
        return nn.functional.pad(varied, [LargestShift, LargestShift, LargestShift, LargestShift])
            .narrow(2, down, images.shape[2]).narrow(3, right, images.shape[3]);
    }
}
