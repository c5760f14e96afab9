using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Augmentation;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

/// <summary>The distributions of what a colour jitter draws, over one stream per image; limits are five standard errors.</summary>
public class ColorDrawTests
{
    const int Count = 20_000;

    static readonly (ColorFactors Factors, ColorOperation[] Order)[] Drawn =
        new ColorJitter().Draw(new ViewDraws(Seed: 5, "anchor", Epoch: 0, FirstRow: 0), Count);

    [Theory]
    [InlineData(nameof(ColorFactors.Brightness), 0.6, 1.4)]
    [InlineData(nameof(ColorFactors.Contrast), 0.6, 1.4)]
    [InlineData(nameof(ColorFactors.Saturation), 0.6, 1.4)]
    [InlineData(nameof(ColorFactors.Hue), -0.1, 0.1)]
    public void A_factor_is_uniform_in_its_range(string name, double low, double high)
    {
        double[] shares = [.. Values(name).Select(value => (value - low) / (high - low))];
        Assert.All(shares, share => Assert.InRange(share, -1e-6, 1 + 1e-6));
        for (int tenth = 0; tenth < 10; tenth++)
            AssertShare(0.1, shares.Count(share => Math.Clamp((int)(10 * share), 0, 9) == tenth), $"{name}, tenth {tenth}");
    }

    [Fact]
    public void Factors_are_independent_of_each_other_and_of_whether_they_are_applied()
    {
        string[] names = [nameof(ColorFactors.Brightness), nameof(ColorFactors.Contrast), nameof(ColorFactors.Saturation), nameof(ColorFactors.Hue)];
        double[][] columns = [.. names.Select(Values), [.. Drawn.Select(drawn => drawn.Factors.Applied ? 1.0 : 0)]];
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < i; j++) Assert.InRange(Correlation(columns[i], columns[j]), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Four_images_of_five_are_changed() => AssertShare(0.8, Drawn.Count(drawn => drawn.Factors.Applied), "applied");

    [Fact]
    public void The_24_orders_are_equally_likely()
    {
        var counts = Drawn.CountBy(drawn => string.Join(' ', drawn.Order)).ToList();
        Assert.Equal(24, counts.Count);
        Assert.All(counts, entry => AssertShare(1.0 / 24, entry.Value, entry.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void The_share_of_greyscale_images_is_the_probability(double probability)
    {
        var greyscale = new RandomGreyscale(probability);
        var key = new SeedKey(1, "test");
        AssertShare(probability, Enumerable.Range(0, Count).Count(i => greyscale.LosesColours(key.At(i))), "greyscale");
    }

    static double[] Values(string name) => [.. Drawn.Select(drawn => name switch
    {
        nameof(ColorFactors.Brightness) => (double)drawn.Factors.Brightness,
        nameof(ColorFactors.Contrast) => drawn.Factors.Contrast,
        nameof(ColorFactors.Saturation) => drawn.Factors.Saturation,
        _ => drawn.Factors.Hue,
    })];

    static void AssertShare(double probability, int count, string what)
    {
        double tolerance = 5 * Math.Sqrt(probability * (1 - probability) / Count);
        double share = (double)count / Count;
        Assert.True(Math.Abs(share - probability) <= tolerance, $"{what}: {share}, expected {probability} ± {tolerance:g2}.");
    }

    static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double Sum(Func<double, double, double> of) => a.Zip(b, (x, y) => of(x - meanA, y - meanB)).Sum();
        return Sum((x, y) => x * y) / Math.Sqrt(Sum((x, _) => x * x) * Sum((_, y) => y * y));
    }
}
