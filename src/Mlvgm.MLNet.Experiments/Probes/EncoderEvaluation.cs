using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>Probes encoders, and the raw pixels that they take, on labelled images; what is finished in a folder is not computed again.</summary>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed partial class EncoderEvaluation
{
    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public EncoderEvaluation(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Probes the encoders in turn.</summary>
    /// <param name="encoders">Names of shipped encoders, or paths of <c>encoder.onnx</c>; <c>NAME=FILE</c> names the row.</param>
    /// <param name="images">Labelled images, with a training and a test split.</param>
    /// <param name="folder">
    /// Receives results.json, results.csv and index.html, or results.partial.json and so on until all is finished, and keeps what is finished; null for nowhere.
    /// </param>
    /// <param name="cancellation">Stops between two probes; the table then has those that are finished.</param>
    /// <exception cref="FileNotFoundException">There is no such encoder, or there are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or an encoder has no card and <see cref="Options.EncoderInput"/> says too little.</exception>
    /// <exception cref="ArgumentException">The images do not fit together, or two rows would be called the same.</exception>
    /// <exception cref="InvalidOperationException">The folder has results of something else, which these would replace.</exception>
    public EncoderEvaluationResult Run(IReadOnlyList<string> encoders, ImageSource images, string? folder = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(encoders);
        ArgumentNullException.ThrowIfNull(images);
        ResultKind.Evaluation.RequireIn(folder);
        ulong[] seeds = [.. Enumerable.Range(0, _options.Draws).Select(i => _options.Seed + (ulong)i)];
        var probes = new EncoderProbes(
            new ProbeProtocol(new MLContext(seed: 0), new ProbeProtocol.Options(_options) { Seeds = seeds }),
            _options.Neighbours is { } neighbours ? new NearestNeighbourProbe(new NearestNeighbourProbe.Options { Neighbours = neighbours }) : null,
            _options.Seed, images.For, _options.RawPixels, DeviceChoice.Parse(_options.Device), folder is null ? null : new ProbeStore(folder, SettingsJson.Deciding(_options)));
        var table = new ProbeTable(probes.Run(ChosenEncoder.Of(encoders, _options.EncoderInput), cancellation));
        if (folder is not null && table.Cells.Count > 0) ProbeFolder.Write(folder, $"Encoders on {images.Path}", table, images.Findings, probes.IsFinished);
        return new EncoderEvaluationResult(table, probes.IsFinished);
    }
}

/// <summary>What an evaluation found.</summary>
/// <param name="Table">The finished probes.</param>
/// <param name="IsFinished">Whether every encoder was probed.</param>
/// <example>See <c>examples/ApiTour/EvaluatedEncoders.cs</c>.</example>
public sealed record EncoderEvaluationResult(ProbeTable Table, bool IsFinished);
