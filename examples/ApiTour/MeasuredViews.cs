using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Calibration;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>Views from a measurement: perturbations of the strength that it found, or its walkers themselves.</summary>
public static class MeasuredViews
{
    /// <summary>Makes strategies from a measurement's folder in each way.</summary>
    /// <returns>The names of the perturbations of each strategy.</returns>
    public static IReadOnlyList<string> Run(string folder, LatentLayout layout)
    {
        MeasurementReport report = MeasurementReport.Read(Path.Combine(folder, MeasurementFolder.ReportName));
        string walkers = Path.Combine(folder, MeasurementFolder.WalkersName);
        string one = Directory.GetFiles(walkers, "*.safetensors").Order().First();
        // Texts such as "ml-learned:DIR" name them too, once a program has asked for that.
        MeasurementStrategies.Register();
        ViewStrategy[] strategies =
        [
            CalibratedStrategy.FromReport(report, layout),
            LearnedStrategy.FromFile(one, layout),
            LearnedStrategy.FromFolder(walkers, layout),
            StrategyText.Parse($"ml-learned:{walkers}", layout),
        ];
        return [.. strategies.Select(strategy => string.Join(", ", strategy.Resolve(layout).Select(part => $"{part.Span.Name} {part.Perturbation.Name}")))];
    }

    /// <summary>What the report says of each level, and the perturbation of that strength.</summary>
    public static IReadOnlyList<string> Calibrations(MeasurementReport report) =>
    [
        .. report.Levels.Select((LevelReport level) =>
        {
            LevelCalibration calibration = level.Calibration;
            return $"{level.Name}: {calibration.Perturbation}, {calibration.ToPerturbation().Name}";
        }),
    ];
}
