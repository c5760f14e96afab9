namespace Mlvgm.MLNet.Latents;

/// <summary>The standard normal distribution's cumulative function and its inverse, in double precision.</summary>
static class NormalDistribution
{
    /// <summary>P(X &lt;= x) for X ~ N(0, 1); relative error below 1e-13 for |x| &lt;= 8.</summary>
    public static double Cumulative(double x)
    {
        if (double.IsNegativeInfinity(x)) return 0;
        if (double.IsPositiveInfinity(x)) return 1;
        return x > 0 ? 1 - LowerTail(-x) : LowerTail(x);
    }

    /// <summary>The x with P(X &lt;= x) = <paramref name="probability"/>; infinite at 0 and 1.</summary>
    /// <remarks>P. J. Acklam's rational approximation, relative error below 1.15e-9: finer than single precision resolves.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public static double Quantile(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");
        if (probability == 0) return double.NegativeInfinity;
        if (probability == 1) return double.PositiveInfinity;
        const double tail = 0.02425;
        if (probability < tail) return Tail(Math.Sqrt(-2 * Math.Log(probability)));
        if (probability > 1 - tail) return -Tail(Math.Sqrt(-2 * Math.Log(1 - probability)));
        return Centre(probability - 0.5);
    }

    static double Centre(double q)
    {
        double r = q * q;
        double numerator = ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
            + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00;
        double denominator = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
            + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1;
        return q * numerator / denominator;
    }

    static double Tail(double q)
    {
        double numerator = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
            - 2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00;
        double denominator = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
            + 3.754408661907416e+00) * q + 1;
        return numerator / denominator;
    }

    /// <summary>P(X &lt;= x) for x &lt;= 0: a Taylor series about 0 near the centre, Laplace's continued fraction in the tail.</summary>
    static double LowerTail(double x)
    {
        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (x > -3)
        {
            double term = x, sum = x;
            for (int k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum) && k < 200; k++) sum += term *= x * x / (2 * k + 1);
            return 0.5 + density * sum;
        }
        double fraction = 0;
        for (int k = 80; k > 0; k--) fraction = k / (-x + fraction);
        return density / (-x + fraction);
    }
}
