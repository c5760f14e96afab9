using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.GeneratorQuality;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Json;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.GeneratorQuality;

/// <summary>Judges a generator's samples by a classifier of real images, which is trained first, or used again where it fits.</summary>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed class GeneratorEvaluation
{
    /// <summary>What was found.</summary>
    public const string ReportName = "generator-quality.json";

    /// <summary>The classifier.</summary>
    public const string ClassifierName = "classifier.safetensors";

    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public GeneratorEvaluation(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Judges a generator.</summary>
    /// <param name="generator">A shipped generator's name, or the path of one.</param>
    /// <param name="images">Labelled images, with a training and a test split.</param>
    /// <param name="folder">Receives <see cref="ReportName"/> and <see cref="ClassifierName"/>.</param>
    /// <param name="progress">Told the classifier's steps.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">There is no such generator, or the images do not fit it.</exception>
    /// <exception cref="FileNotFoundException">There are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public GeneratorQualityReport Run(
        string generator, ImageSource images, string folder, Action<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var device = DeviceChoice.Parse(_options.Device);
        var opened = NamedGenerator.Load(generator, device, _options.TrustCode);
        using var owned = opened as IDisposable;
        var (train, test) = images.ReadBoth(opened.ImageShape);
        UnfinishedFile.DeleteAbandonedIn(folder);
        using var classifier = new ImageClassifierTrainer(_options.Classifier).LoadOrFit(
            train, Path.Combine(folder, ClassifierName), device.Device,
            (step, steps, loss) => progress?.Invoke(new RunProgress(step, steps, FormattableString.Invariant($"classifier, loss {loss:f3}"))), cancellation);
        long? size = ShippedModels.FileOf(generator) is { } weights ? new FileInfo(weights).Length : null;
        var report = new GeneratorEvaluator(opened, classifier, _options.Classifier.Seed).Evaluate(test, _options.Samples, _options.Factors, size, cancellation);
        ReportJson.Write(Path.Combine(folder, ReportName), images.Report(report));
        return report;
    }

    /// <summary>Options of an evaluation.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Samples for each figure.</summary>
        [Setting("Samples for each figure.", Minimum = 2, Maximum = 1_000_000)]
        public int Samples { get; init; } = 5000;

        /// <summary>Factors of the latents, for the table of temperatures beside the shipped one.</summary>
        [Setting("Factors of the latents, for the table of temperatures beside the shipped one.", Placeholder = "F")]
        public IReadOnlyList<double> Factors { get; init; } = [0.5, 0.7, 0.85, 1.15];

        /// <summary>How the classifier is trained; its seed is also that of the samples.</summary>
        public ImageClassifierTrainer.Options Classifier { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;

        /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
        [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
        public bool TrustCode { get; init; }
    }
}
