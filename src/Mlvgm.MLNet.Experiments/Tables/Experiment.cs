using System.Text.Json.Nodes;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>
/// A table of the paper, or one of one's own: encoders trained on different views of one generator, each with every seed, and probed on real images.
/// It goes on, encoder by encoder and step by step, from what is in its folder.
/// </summary>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed partial class Experiment
{
    readonly Options _options;
    readonly Func<DesignInputs, ExperimentDesign> _design;

    /// <summary>One of <see cref="ExperimentDesigns.Names"/>.</summary>
    /// <param name="design">The name.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public Experiment(string design, Options? options = null) : this(inputs => ExperimentDesigns.Find(design, inputs), options)
    {
    }

    /// <summary>Rows of one's own.</summary>
    /// <param name="design">The rows; their names are those of files too.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public Experiment(ExperimentDesign design, Options? options = null) : this(_ => design, options) => ArgumentNullException.ThrowIfNull(design);

    Experiment(Func<DesignInputs, ExperimentDesign> design, Options? options)
    {
        (_design, _options) = (design, options ?? new Options());
        SettingsOf.Validate(_options);
    }

    /// <summary>Trains and probes what is not finished yet.</summary>
    /// <param name="generator">A shipped generator's name, or the path of one.</param>
    /// <param name="images">Labelled real images, with a training and a test split.</param>
    /// <param name="folder">
    /// Receives results.json, results.csv and index.html, or results.partial.json and so on until all is finished, and keeps every run.
    /// </param>
    /// <param name="progress">Told the cells done, and what is happening.</param>
    /// <param name="cancellation">Stops after the current step, keeping a checkpoint; the results then have what is finished.</param>
    /// <exception cref="ArgumentException">There is no such design or generator, or the rows do not fit the generator or the options.</exception>
    /// <exception cref="FileNotFoundException">There are no such images, or no such measurement.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="InvalidOperationException">The folder has results of something else, which these would replace, or cells of other settings.</exception>
    public ExperimentResults Run(
        string generator, ImageSource images, string folder, Action<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ResultKind.Experiment.RequireIn(folder);
        using var opened = NamedGenerator.LoadTorch(generator, DeviceChoice.Parse(_options.Encoder.Device), _options.TrustCode);
        var measured = new MeasuredStrategies(_options.Measurement);
        var design = DesignFor(opened, measured);
        ResultKind.Experiment.RequireIn(folder, design.Name);
        var (train, test) = images.ReadBoth(opened.ImageShape);
        var inputs = new ExperimentInputs(opened, train, test);
        var settings = SettingsFor(generator, inputs, measured);
        ulong[] seeds = [.. Enumerable.Range(0, _options.Seeds).Select(i => _options.Encoder.Training.Seed + (ulong)i)];
        int planned = design.Arms.Sum(arm => arm.IsSeeded ? seeds.Length : 1);
        var cells = new ExperimentRunner(inputs, settings, _options, new CellStore(folder), progress).Run(
            design.Arms, seeds, finished => ExperimentResults.Of(design, settings, finished, planned).Write(folder, images.Findings), cancellation);
        var results = ExperimentResults.Of(design, settings, cells, planned);
        results.Write(folder, images.Findings);
        return results;
    }

    /// <summary>The rows, once it is certain that all of them can be trained.</summary>
    ExperimentDesign DesignFor(TorchGenerator generator, MeasuredStrategies measured)
    {
        var design = _design(new DesignInputs(generator.Layout, measured, _options.Views, _options.Encoder.Augmentation.Name));
        if (_options.Views.Count > 0 && design.Name != ExperimentDesigns.OwnViews)
            throw new ArgumentException($"--views goes with the experiment {ExperimentDesigns.OwnViews} alone.");
        if (_options.Framework is { } framework) design = design.With(framework);
        foreach (var arm in design.Arms)
        {
            CellStore.Check(arm.Name);
            if (arm.Strategy is { } strategy) NamedStrategy.Parse(strategy, generator.Layout).Resolve(generator.Layout);
        }
        return design;
    }

    ExperimentSettings SettingsFor(string generator, ExperimentInputs inputs, MeasuredStrategies measured) => new()
    {
        Generator = generator,
        GeneratorSha256 = FileHash.Sha256(NamedGenerator.PathOf(generator)),
        MeasurementSha256 = measured.Sha256,
        ImagesSha256 = inputs.ImagesSha256(),
        // Every cell has its own seed.
        Encoder = SettingsJson.Deciding(_options.Encoder with { Training = _options.Encoder.Training with { Seed = 0 } }),
        LabelsPerClass = _options.LabelsPerClass,
        Probe = ProbeSettings(),
    };

    /// <summary>How features are probed beside labels and seeds; null for the defaults, which cells that were kept before have without saying so.</summary>
    JsonObject? ProbeSettings()
    {
        static JsonObject Of(ProbingOptions options) => SettingsJson.Deciding(new ProbeProtocol.Options(options) { LabelsPerClass = [], Seeds = [0] });
        var now = Of(_options);
        return JsonNode.DeepEquals(now, Of(new ProbingOptions())) ? null : now;
    }
}
