namespace Mlvgm.MLNet.Measurement;

/// <summary>The value below which a share of the samples lies, between neighbouring samples by linear interpolation.</summary>
/// <param name="Share">In [0, 1].</param>
/// <param name="Value">The quantile.</param>
/// <example>See <c>examples/ApiTour/Measuring.cs</c>.</example>
public readonly record struct Quantile(double Share, double Value);
