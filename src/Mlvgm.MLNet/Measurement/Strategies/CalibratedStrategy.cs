using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>
/// Random noise whose magnitude at every level comes from a measurement instead of from trying: on average it moves the level as far as the
/// level's walker does, the distance at which the views of every level share one and the same information (paper, section 3.1).
/// </summary>
/// <remarks>
/// <para>The noise is N^t(0, σ, 2) in Z, coordinate by coordinate, with σ such that its mean distance is μ in the space that was measured:
/// in Z by a closed form, in W by a search through the mapping network when the report is written.</para>
/// <para>A walker goes the way that changes the image most, and noise goes any way; noise of the same length shifts the information less. So
/// what is calibrated is the proportion between levels; <see cref="LearnedStrategy.FromFolder"/> has the shift itself. A level that is
/// degenerate, or whose μ is not below the distance between two draws, is drawn anew: noise of that size would leave the prior.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public static class CalibratedStrategy
{
    const string Name = "calibrated";

    /// <summary>The strategy that a measurement suggests.</summary>
    /// <param name="report">The <c>report.json</c> of a measurement, or the folder that has it.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no report.</exception>
    /// <exception cref="ArgumentException">The report is of a generator with other latents, or two of its levels overlap.</exception>
    public static ViewStrategy FromReport(string report, LatentLayout layout) => FromReport(
        MeasurementReport.Read(Directory.Exists(report) ? Path.Combine(report, MeasurementFolder.ReportName) : report), layout);

    /// <inheritdoc cref="FromReport(string, LatentLayout)"/>
    public static ViewStrategy FromReport(MeasurementReport report, LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(layout);
        foreach (var level in report.Levels) CheckSize(report, level, layout);
        var parts = report.Levels.Select(level => (level.Target, level.Calibration.ToPerturbation()));
        return StrategyFit.Check(ViewStrategy.PerLatent(Name, [.. parts]), layout, $"The measurement of '{report.Generator}'");
    }

    static void CheckSize(MeasurementReport report, LevelReport level, LatentLayout layout)
    {
        if (StrategyFit.SpanOf(level.Target, layout, $"The measurement of '{report.Generator}'").Size is var size && size != level.Size)
        {
            throw new ArgumentException(
                $"The measurement of '{report.Generator}' is of another generator: its level '{level.Name}' has {level.Size} coordinates, here it has {size}.",
                nameof(report));
        }
    }
}
