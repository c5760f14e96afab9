using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class ViewStrategyTests
{
    static readonly LatentLayout Layout = new([new("a", [1]), new("b", [1]), new("c", [1])], [new("bc", ["b", "c"])]);

    [Fact]
    public void Latents_and_groups_get_their_perturbation_and_the_rest_none()
    {
        var strategy = ViewStrategy.PerLatent("s", ("bc", new ResamplePerturbation()));
        Assert.Equal(["none", "resample", "resample"], strategy.Resolve(Layout).Select(perturbation => perturbation.Name));
        Assert.Equal(["none", "none", "none"], ViewStrategy.None.Resolve(Layout).Select(perturbation => perturbation.Name));
    }

    [Fact]
    public void Uniform_perturbs_every_latent_alike()
    {
        var noise = new RandomPerturbation(new TruncatedNormal(0, 0.2, 2));
        var strategy = ViewStrategy.Uniform(Layout, noise);
        Assert.Equal("random", strategy.Name);
        Assert.Equal([noise, noise, noise], strategy.Resolve(Layout));
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
