using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public sealed class StrategyFileTests : IDisposable
{
    static readonly LatentLayout Layout = new([new("z0", [3]), new("z1", [2]), new("z2", [2]), new("z3", [2])]);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_perturbation_goes_to_the_latents_that_it_is_named_for()
    {
        float[] weights = [1, 2, 3, 4];
        new WalkerFile(new Walker(weights, [0, 0], weights, [0, 0]), ["z3"]).Write(_folder.File("walker.safetensors"));
        var strategy = Read("""
            {
              "name": "mine",
              "latents": {
                "z0": { "perturbation": "random", "standardDeviation": 0.2, "truncation": 1.5, "independent": true },
                "z1..z2": { "perturbation": "resample" }, // both
                "z3": { "perturbation": "learned", "walker": "walker.safetensors" },
              },
            }
            """);
        Assert.Equal("mine", strategy.Name);
        var parts = strategy.Resolve(Layout);
        Assert.Equal(["z0", "z1..z2", "z3"], parts.Select(part => part.Span.Name));
        Assert.Equal(new RandomPerturbation(new TruncatedNormal(0, 0.2, 1.5)) { Independent = true }, parts[0].Perturbation);
        Assert.Equal(new ResamplePerturbation(), parts[1].Perturbation);
        Assert.Equal(weights, Assert.IsType<LearnedPerturbation>(parts[2].Perturbation).Walker.HiddenWeight.ToArray());
    }

    [Fact]
    public void The_name_is_the_files_and_the_truncation_two_unless_given()
    {
        var strategy = Read("""{ "latents": { "z1": { "perturbation": "random", "standardDeviation": 0.5 } } }""");
        Assert.Equal("strategy", strategy.Name);
        Assert.Equal(new RandomPerturbation(new TruncatedNormal(0, 0.5, 2)), Assert.Single(strategy.Resolve(Layout)).Perturbation);
    }

    [Theory]
    [InlineData("""{ "latents": { "z0": { "perturbation": "random" } } }""", "the perturbation of 'z0' is none of")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "random", "standardDeviation": -1 } } }""", "the perturbation of 'z0' is none of")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "resample", "truncation": 2 } } }""", "the perturbation of 'z0' is none of")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "shuffle" } } }""", "shuffle")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "none", "sigma": 1 } } }""", "sigma")]
    [InlineData("""{ "latents": { "z0": { } } }""", "is no strategy")]
    [InlineData("{", "is no strategy")]
    [InlineData("null", "is no strategy")]
    public void What_is_no_strategy_is_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(json)).Message);

    [Theory]
    [InlineData("""{ "latents": { "z9": { "perturbation": "none" } } }""", "There is no latent or group 'z9'")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "none" }, "z0..z1": { "perturbation": "none" } } }""", "perturbs latent 'z0' twice")]
    public void Latents_that_do_not_fit_are_refused(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Read(json)).Message);

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains(
        "There is no strategy", Assert.Throws<FileNotFoundException>(() => StrategyFile.Read(_folder.File("absent.json"), Layout)).Message);

    public void Dispose() => _folder.Dispose();

    ViewStrategy Read(string json)
    {
        File.WriteAllText(_folder.File("strategy.json"), json);
        return StrategyFile.Read(_folder.File("strategy.json"), Layout);
    }
}
