namespace Mlvgm.MLNet.Latents;

/// <summary>How long vectors of truncated standard normal coordinates are.</summary>
static class NormalVectorLength
{
    const int Intervals = 512;

    /// <summary>E‖x‖ of d independent coordinates from N^t(0, 1, t); relative error below 1e-6.</summary>
    /// <remarks>
    /// <para>With S = ‖x‖², E√S = (1/√π) ∫ (1 - E exp(-u²S)) / u² du over u &gt; 0: put √S = (1/√π) ∫ (1 - exp(-u²S)) / u² du inside the
    /// mean. The coordinates are independent, so the mean of exp(-u²S) is φ(u²)^d with the closed form
    /// φ(s) = E exp(-s x²) = (2Φ(t√(1 + 2s)) - 1) / ((2Φ(t) - 1) √(1 + 2s)).</para>
    /// <para>u = x / ((1 - x)√d) maps the half line to [0, 1], where the integrand is smooth; Simpson's rule does the rest.</para>
    /// </remarks>
    public static double Mean(int dimensions, double truncation)
    {
        double scale = Math.Sqrt(dimensions), mass = Central(truncation), sum = 0;
        for (int i = 0; i <= Intervals; i++)
        {
            int weight = i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Integrand((double)i / Intervals, dimensions, truncation, mass);
        }
        return scale * sum / (3 * Intervals * Math.Sqrt(Math.PI));
    }

    static double Integrand(double x, int dimensions, double truncation, double mass)
    {
        if (x == 1) return 1;
        // The limit is the variance: 1 - φ(s)^d = s d E x² for small s.
        if (x == 0) return Variance(truncation, mass);
        double u = x / (1 - x), widening = 1 + 2 * u * u / dimensions;
        double logarithm = Math.Log(Central(truncation * Math.Sqrt(widening)) / mass) - 0.5 * Math.Log(widening);
        return (1 - Math.Exp(dimensions * logarithm)) / (x * x);
    }

    /// <summary>P(|X| &lt;= bound) of a standard normal X.</summary>
    static double Central(double bound) => 1 - 2 * NormalDistribution.Cumulative(-bound);

    static double Variance(double truncation, double mass) => double.IsInfinity(truncation)
        ? 1
        : 1 - 2 * truncation * Math.Exp(-0.5 * truncation * truncation) / (Math.Sqrt(2 * Math.PI) * mass);
}
