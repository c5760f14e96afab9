using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Calibration;

namespace Mlvgm.MLNet.Tests.Measurement.Calibration;

public class NoiseSearchTests
{
    const int Dimensions = 16;
    static readonly TruncatedNormal Unit = new(truncation: 2);

    [Theory]
    [InlineData(0.02)]
    [InlineData(1.0)]
    [InlineData(40.0)]
    public void Noise_that_is_only_scaled_has_the_closed_form(double deviation)
    {
        using var space = new BentSpace(Dimensions, z => 3 * z);
        double target = 3 * deviation * Unit.MeanLength(Dimensions);
        double found = NoiseSearch.Deviation(space, space.Layout.SpanOf("z"), Unit, target, seed: 1)!.Value;
        // 2,048 lengths, each of a relative spread below 1/√(2 · 16); and the search ends within 0.1 %.
        Assert.InRange(found / deviation, 1 - 0.001 - 5 / Math.Sqrt(2 * Dimensions * 2048), 1 + 0.001 + 5 / Math.Sqrt(2 * Dimensions * 2048));
    }

    [Fact]
    public void Noise_is_larger_where_the_space_bends()
    {
        using var straight = new BentSpace(Dimensions, z => z);
        using var bent = new BentSpace(Dimensions, z => z.tanh());
        double Found(BentSpace space) => NoiseSearch.Deviation(space, space.Layout.SpanOf("z"), Unit, 1.5, seed: 1)!.Value;
        Assert.True(Found(bent) > 1.2 * Found(straight), $"{Found(bent)} against {Found(straight)}");
    }

    [Fact]
    public void A_distance_that_no_noise_reaches_has_no_size()
    {
        // tanh lies in (-1, 1): no two vectors are further apart than 2 √16 = 8.
        using var space = new BentSpace(Dimensions, z => z.tanh());
        Assert.Null(NoiseSearch.Deviation(space, space.Layout.SpanOf("z"), Unit, 8.1, seed: 1));
    }
}
