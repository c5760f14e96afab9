using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

public class EmbeddingSpreadTests
{
    [Fact]
    public void Normal_embeddings_have_the_healthy_spread()
    {
        using var scope = NewDisposeScope();
        var values = new float[4096 * 64];
        var stream = new RandomStream(new SeedKey(1, "test"));
        TruncatedNormal.Standard.Fill(values, ref stream);
        var spread = EmbeddingSpread.Of(tensor(values, [4096, 64]));
        Assert.Equal(0.125, spread.Healthy, 12);
        // 64 deviations of 4096 samples each: relative standard error of their mean about 1 / sqrt(2 * 4096 * 64).
        Assert.InRange(spread.Deviation, 0.125 * (1 - 5 / Math.Sqrt(2 * 4096 * 64)) - 1e-4, 0.125 * (1 + 5 / Math.Sqrt(2 * 4096 * 64)));
        Assert.False(spread.Collapsed);
    }

    [Fact]
    public void Equal_embeddings_are_a_collapse()
    {
        using var scope = NewDisposeScope();
        var spread = EmbeddingSpread.Of(ones(32, 64) * 3);
        Assert.Equal(0, spread.Deviation, 6);
        Assert.True(spread.Collapsed);
    }
}
