using System.Text.Json.Serialization;
using MathNet.Numerics.Distributions;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>The mean of repeated measurements and how far it can be trusted.</summary>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="StandardDeviation">The sample standard deviation (n - 1); null for a single measurement.</param>
/// <param name="StandardError">The standard deviation of the mean; null for a single measurement.</param>
/// <param name="Count">The number of measurements.</param>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public sealed record MeanAndError(double Mean, double? StandardDeviation, double? StandardError, int Count)
{
    const double UpperShare = 0.975;

    /// <summary>
    /// Half the 95 % interval of the mean, by Student's t: the interval is <see cref="Mean"/> ± this; null for a single measurement.
    /// </summary>
    public double? HalfInterval95 => StandardError * (Count > 1 ? StudentT.InvCDF(location: 0, scale: 1, freedom: Count - 1, p: UpperShare) : null);

    /// <summary>Whether the 95 % interval leaves out zero; null for a single measurement.</summary>
    [JsonIgnore]
    public bool? DiffersFromZero => HalfInterval95 is { } half ? Math.Abs(Mean) > half : null;

    /// <summary>Summarises <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static MeanAndError Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("There is nothing to average.", nameof(values));
        double mean = values.Average();
        if (values.Count == 1) return new MeanAndError(mean, null, null, 1);
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new MeanAndError(mean, deviation, deviation / Math.Sqrt(values.Count), values.Count);
    }

    /// <summary>Summarises <paramref name="values"/>; null where one of them is not known.</summary>
    internal static MeanAndError? OfKnown(IReadOnlyList<double?> values) =>
        values.Any(value => value is null) ? null : Of([.. values.Select(value => value!.Value)]);
}
