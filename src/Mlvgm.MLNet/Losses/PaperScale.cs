namespace Mlvgm.MLNet.Losses;

/// <summary>
/// The scale of every loss in the paper: its code multiplies InfoNCE by τ / 0.07, since a base temperature of 0.07 was left at its default
/// (docs/method/measurement.md#infonce). Table 1, γ ≈ 1 and Fig. 6 are on that scale; at τ = 0.1 the factor is 1.43. <see cref="InfoNce"/> is on the true one.
/// </summary>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public static class PaperScale
{
    /// <summary>The temperature that the paper's code forgot to change.</summary>
    internal const double BaseTemperature = 0.07;

    /// <summary>A true InfoNCE, in nats, as the paper would print it.</summary>
    public static double FromTrue(double loss, double temperature) => loss * temperature / BaseTemperature;

    /// <summary>A number from the paper as true InfoNCE, in nats.</summary>
    public static double ToTrue(double loss, double temperature) => loss * BaseTemperature / temperature;
}
