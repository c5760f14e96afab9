using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Reports.Page;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Measurement.Output;

/// <summary>The folder that a measurement leaves: <c>report.json</c>, <c>report.html</c>, <c>report.csv</c>, <c>walkers</c>, and <c>state</c> to go on from.</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public static class MeasurementFolder
{
    /// <summary>The report for programs.</summary>
    public const string ReportName = "report.json";

    /// <summary>The report for people.</summary>
    public const string PageName = "report.html";

    /// <summary>The report for spreadsheets.</summary>
    public const string CsvName = "report.csv";

    /// <summary>The folder of walkers: a safetensors and an ONNX file for each level.</summary>
    public const string WalkersName = "walkers";

    /// <summary>The folder of the state, where <see cref="LatentMeasurement.Run"/> goes on.</summary>
    public const string StateName = "state";

    /// <summary>Writes walkers and reports.</summary>
    /// <param name="folder">Where to; made if absent, files of an earlier run are replaced.</param>
    /// <param name="generator">The generator that was measured.</param>
    /// <param name="result">What was measured.</param>
    /// <returns>What <c>report.json</c> holds.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static MeasurementReport Write(string folder, TorchGenerator generator, MeasurementResult result)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(result);
        var stems = LevelFileNames.Of([.. result.Levels.Select(level => level.Name)]);
        var levels = result.Levels.Select((level, i) => WriteLevel(folder, $"{WalkersName}/{stems[i]}", generator, level, result.Options)).ToList();
        var report = MeasurementReport.Of(result, levels);
        ReportPage.Write(Path.Combine(folder, PageName), generator, result, report);
        LevelsCsv.Write(Path.Combine(folder, CsvName), report);
        report.Write(Path.Combine(folder, ReportName));
        return report;
    }

    static LevelReport WriteLevel(string folder, string stem, TorchGenerator generator, LevelResult level, MeasurementOptions options)
    {
        var span = generator.Layout.SpanOf(level.Name);
        var walker = new WalkerFile(level.Training.Walker, level.LatentNames, generator.Name);
        string weights = $"{stem}.safetensors", graph = $"{stem}.onnx";
        walker.Write(Path.Combine(folder, weights));
        WalkerOnnx.Export(level.Training.Walker, span, Path.Combine(folder, graph));
        return LevelReport.Of(
            level, options, WalkerLength.Mean(span, level, options.Seed), NoiseCalibration.Of(generator, span, level, options.Seed), walker,
            weights, graph);
    }
}
