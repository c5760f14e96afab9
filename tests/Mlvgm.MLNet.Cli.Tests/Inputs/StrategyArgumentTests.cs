using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Cli.Tests.Inputs;

public class StrategyArgumentTests
{
    static readonly LatentLayout Layout = new(
        [new("z0", [4]), new("z1", [2]), new("z2", [2])], [new LatentGroup("late", ["z1", "z2"])]);

    [Fact]
    public void One_perturbation_goes_to_every_latent() =>
        Assert.All(Resolve("random:0.3:1.5"), perturbation => Assert.Equal(Random(0.3, 1.5), perturbation));

    [Fact]
    public void Truncation_is_at_two_standard_deviations_unless_given() =>
        Assert.All(Resolve("random:0.3"), perturbation => Assert.Equal(Random(0.3, 2), perturbation));

    [Fact]
    public void Latents_of_one_draw_share_noise_unless_told_otherwise()
    {
        Assert.All(Resolve("random:0.3:1.5:independent"), perturbation => Assert.Equal(Random(0.3, 1.5) with { Independent = true }, perturbation));
        Assert.All(Resolve("random:0.3:independent"), perturbation => Assert.Equal(Random(0.3, 2) with { Independent = true }, perturbation));
        Assert.All(Resolve("resample:independent"), perturbation => Assert.Equal(new ResamplePerturbation { Independent = true }, perturbation));
    }

    [Fact]
    public void Latents_that_are_not_named_stay() =>
        Assert.Equal([new NoPerturbation(), Random(0.1, 2), new ResamplePerturbation()], Resolve("z1=random:0.1, z2=resample"));

    [Fact]
    public void A_group_stands_for_its_latents() =>
        Assert.Equal([new NoPerturbation(), new ResamplePerturbation(), new ResamplePerturbation()], Resolve("late=resample"));

    [Fact]
    public void A_preset_of_the_paper_is_taken_by_its_name()
    {
        var layout = new LatentLayout([new("z0", [16, 2, 2]), new("z1", [4, 4, 4]), new("z2", [2, 8, 8])]);
        var part = Assert.Single(StrategyArgument.Parse("ml-random", layout).Resolve(layout));
        Assert.Equal(new ResamplePerturbation(), part.Perturbation);
        Assert.Equal(["z2"], part.Span.LatentNames);
    }

    [Fact]
    public void A_range_stands_for_its_latents() =>
        Assert.Equal([new ResamplePerturbation(), new ResamplePerturbation(), new NoPerturbation()], Resolve("z0..z1=resample"));

    [Fact]
    public void A_JSON_file_is_a_strategy()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("mine.json");
        File.WriteAllText(path, """{ "latents": { "late": { "perturbation": "random", "standardDeviation": 0.2 } } }""");
        Assert.Equal([new NoPerturbation(), Random(0.2, 2), Random(0.2, 2)], Resolve(path));
        Assert.Contains("There is no strategy", Assert.Throws<FileNotFoundException>(() => StrategyArgument.Parse(folder.File("absent.json"), Layout)).Message);
    }

    [Theory]
    [InlineData("learned:{0}")]
    [InlineData("z1..z2=learned:{0}")]
    public void A_walker_moves_the_latents_of_its_file_or_those_given(string form)
    {
        using var folder = new TemporaryFolder();
        float[] weights = [.. Enumerable.Range(0, 16).Select(i => i / 9f)];
        new WalkerFile(new Walker(weights, weights[..4], weights, weights[..4]), ["z1", "z2"]).Write(folder.File("w.safetensors"));
        var part = Assert.Single(StrategyArgument.Parse(string.Format(form, folder.File("w.safetensors")), Layout).Resolve(Layout));
        Assert.Equal(["z1", "z2"], part.Span.LatentNames);
        Assert.Equal(weights, Assert.IsType<LearnedPerturbation>(part.Perturbation).Walker.OutputWeight.ToArray());
    }

    [Theory]
    [InlineData("learned", "learned takes a file or folder.")]
    [InlineData("", "The strategy is empty.")]
    [InlineData("shuffle", "There is no perturbation 'shuffle'.")]
    [InlineData("random", "random takes a standard deviation")]
    [InlineData("ml-random", "There is no preset 'ml-random' for these latents.")]
    [InlineData("random:much", "'much' is not a number.")]
    [InlineData("none:1", "none takes no number.")]
    [InlineData("z9=none", "There is no latent or group 'z9'. Available: z0, z1, z2, late.")]
    [InlineData("z1=none,resample", "'resample' is not LATENT=PERTURBATION.")]
    [InlineData("late=none,z1=resample", "perturbs latent 'z1' twice")]
    [InlineData("random:-1", "standard deviation must be finite and not negative")]
    public void A_wrong_strategy_says_what_is_wrong(string text, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => StrategyArgument.Parse(text, Layout)).Message);

    /// <summary>The perturbation of every latent.</summary>
    static IReadOnlyList<Perturbation> Resolve(string text)
    {
        var parts = StrategyArgument.Parse(text, Layout).Resolve(Layout);
        return [.. Layout.Latents.Select((_, i) =>
            parts.FirstOrDefault(part => part.Span.Indices.Contains(i))?.Perturbation ?? new NoPerturbation())];
    }

    static RandomPerturbation Random(double sigma, double truncation) => new(new TruncatedNormal(0, sigma, truncation));
}
