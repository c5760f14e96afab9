using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace Mlvgm.MLNet.Experiments.Measurements;

/// <summary>Measures a generator's latents (paper, Table 1) with one seed after another; a measurement that was stopped goes on.</summary>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public static class SeededMeasurements
{
    /// <summary>Measures and writes the reports: into the folder itself for one seed, else into a folder for each, with their spread beside them.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="options">How to measure; the seed in it is not used.</param>
    /// <param name="seeds">The seeds; different ones, at least one.</param>
    /// <param name="folder">Receives the reports, and keeps what is finished.</param>
    /// <param name="progress">Told the seed and how far it is, in place of the options' own progress.</param>
    /// <param name="inform">Told what is passed over, such as a damaged state.</param>
    /// <param name="cancellation">Stops; the same call goes on from there.</param>
    /// <exception cref="ArgumentException">There is no seed or one twice, or generator and options do not fit together.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<MeasurementReport> Run(
        TorchGenerator generator, MeasurementOptions options, IReadOnlyList<ulong> seeds, string folder, Action<ulong, MeasurementProgress>? progress = null,
        Action<string>? inform = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0 || seeds.Distinct().Count() < seeds.Count) throw new ArgumentException("Give different seeds, at least one.", nameof(seeds));
        MeasurementReport[] reports = [.. seeds.Select(seed => Measure(
            generator, options with { Seed = seed, Progress = step => progress?.Invoke(seed, step) },
            seeds.Count == 1 ? folder : Path.Combine(folder, $"seed-{seed}"), inform, cancellation))];
        if (reports.Length > 1) Spread.Of(reports).Write(folder);
        return reports;
    }

    static MeasurementReport Measure(TorchGenerator generator, MeasurementOptions options, string folder, Action<string>? inform, CancellationToken cancellation)
    {
        var result = new LatentMeasurement(generator, options).Run(Path.Combine(folder, MeasurementFolder.StateName), inform, cancellation);
        return MeasurementFolder.Write(folder, generator, result);
    }
}
