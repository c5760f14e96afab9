namespace Mlvgm.MLNet.Tests.Losses;

/// <summary>Sums over plain numbers, of which the losses in tests are made.</summary>
static class PlainMath
{
    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    /// <summary>A column less its mean.</summary>
    public static double[] Centred(double[][] rows, int column)
    {
        double mean = rows.Average(row => row[column]);
        return [.. rows.Select(row => row[column] - mean)];
    }

    public static double[] Softmax(IEnumerable<double> values)
    {
        double[] exponentials = [.. values.Select(Math.Exp)];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
