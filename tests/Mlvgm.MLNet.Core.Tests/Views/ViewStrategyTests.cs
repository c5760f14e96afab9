using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class ViewStrategyTests
{
    static readonly LatentLayout Layout = new([new("a", [1]), new("b", [1]), new("c", [1])], [new("bc", ["b", "c"])]);

    [Fact]
    public void Latents_groups_and_ranges_get_their_perturbation_and_the_rest_none()
    {
        foreach (string target in new[] { "bc", "b..c" })
        {
            var part = Assert.Single(ViewStrategy.PerLatent("s", (target, new ResamplePerturbation())).Resolve(Layout));
            Assert.Equal("resample", part.Perturbation.Name);
            Assert.Equal([1, 2], part.Span.Indices);
        }
        Assert.Empty(ViewStrategy.None.Resolve(Layout));
    }

    [Fact]
    public void Uniform_perturbs_every_latent_alike()
    {
        var noise = new RandomPerturbation(new TruncatedNormal(0, 0.2, 2));
        var strategy = ViewStrategy.Uniform(Layout, noise);
        Assert.Equal("random", strategy.Name);
        Assert.Equal([noise, noise, noise], strategy.Resolve(Layout).Select(part => part.Perturbation));
        Assert.Equal(["a", "b", "c"], strategy.Resolve(Layout).Select(part => part.Span.Name));
    }

    [Fact]
    public void A_latent_named_twice_or_not_at_all_is_refused()
    {
        var twice = ViewStrategy.PerLatent("s", ("b", new ResamplePerturbation()), ("bc", new NoPerturbation()));
        Assert.Contains("'b' twice", Assert.Throws<ArgumentException>(() => twice.Resolve(Layout)).Message);
        var unknown = ViewStrategy.PerLatent("s", ("d", new ResamplePerturbation()));
        Assert.Contains("Available: a, b, c, bc", Assert.Throws<ArgumentException>(() => unknown.Resolve(Layout)).Message);
    }
}
