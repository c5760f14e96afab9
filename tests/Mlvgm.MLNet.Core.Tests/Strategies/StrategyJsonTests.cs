using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public class StrategyJsonTests
{
    static readonly LatentLayout Layout = new([new("z0", [3]), new("z1", [2]), new("z2", [2]), new("z3", [2])]);

    static StrategyJsonTests() => OwnKinds.Register();

    [Fact]
    public void A_file_of_version_0_1_reads_as_before()
    {
        string walker = OwnKinds.AddWalker("/measured/walkers/z3.safetensors", 2, seed: 1);
        var strategy = StrategyJson.Parse("""
            {
              "name": "mine",
              "latents": {
                "z0": { "perturbation": "random", "standardDeviation": 0.2, "truncation": 1.5, "independent": true },
                "z1..z2": { "perturbation": "resample" }, // both
                "z3": { "perturbation": "learned", "walker": "walkers/z3.safetensors" },
              },
            }
            """, Layout, "/measured");
        Assert.Equal("mine", strategy.Name);
        Assert.Equal(["z0", "z1..z2", "z3"], strategy.Parts.Select(part => part.Target));
        Assert.Equal(new RandomPerturbation(new TruncatedNormal(0, 0.2, 1.5)) { Independent = true }, strategy.Parts[0].Perturbation);
        Assert.Equal(new ResamplePerturbation(), strategy.Parts[1].Perturbation);
        Assert.Equal(walker, Assert.IsType<LearnedPerturbation>(strategy.Parts[2].Perturbation).Walker.Path);
    }

    [Fact]
    public void What_programs_wrote_for_every_perturbation_is_read()
    {
        var strategy = StrategyJson.Parse("""
            { "Name": null, "Latents": {
                "z0": { "Perturbation": "random", "StandardDeviation": "0.2", "Truncation": null, "Walker": null, "Independent": false },
                "z1": { "perturbation": "resample", "standardDeviation": null, "truncation": null, "walker": null, "independent": true },
                "z2": { "perturbation": "none", "standardDeviation": null, "independent": false } } }
            """, Layout);
        Assert.Equal("strategy", strategy.Name);
        Assert.Equal(
            [new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)), new ResamplePerturbation { Independent = true }, new NoPerturbation()],
            strategy.Parts.Select(part => part.Perturbation));
    }

    [Fact]
    public void Nothing_is_perturbed_where_no_latent_is_named() => Assert.Empty(StrategyJson.Parse("""{ "latents": {} }""", Layout).Parts);

    [Theory]
    [InlineData("random", "random lacks 'standardDeviation', the noise's standard deviation before truncation (a number, 0 or more).")]
    [InlineData("""random", "standardDeviation": -1, "x": "1""", "standardDeviation is -1; it must be a number, 0 or more.")]
    [InlineData("""random", "standardDeviation": "0,05""", "standardDeviation is '0,05' (the decimal sign is a point); it must be a number, 0 or more.")]
    [InlineData("""random", "standardDeviation": "1_000""", "standardDeviation is '1_000'; it must be a number")]
    [InlineData("""random", "standardDeviation": true, "x": "1""", "standardDeviation is true; it must be a number")]
    [InlineData("""random", "standardDeviation": 1, "truncation": 0, "x": "1""", "truncation is 0; it must be a number, above 0")]
    [InlineData("""random", "standardDeviation": 1, "standardDeviation": 2, "x": "1""", "'standardDeviation' is given twice")]
    [InlineData("""random", "standardDeviation": 1, "StandardDeviation": 2, "x": "1""", "'StandardDeviation' is given twice")]
    [InlineData("""random", "standardDeviation": 1, "independent": "yes""", "independent is \"yes\"; it must be true or false.")]
    [InlineData("""resample", "truncation": 2, "x": "1""", "resample has no 'truncation'; it takes independent.")]
    [InlineData("""none", "sigma": "1""", "none has no 'sigma'; it takes no values.")]
    [InlineData("""none", "sigma": null, "perturbations": "1""", "none has no 'sigma'")]
    [InlineData("""learned", "walker": 3, "x": "1""", "walker is 3; it must be a path.")]
    [InlineData("""learned", "walker": " """, "walker is empty; it must be a path.")]
    [InlineData("shuffle", "There is no perturbation 'shuffle'. Available: blend, learned, none, random, resample.")]
    [InlineData("rendom", "There is no perturbation 'rendom'. Did you mean 'random'?")]
    public void A_wrong_perturbation_is_refused_with_its_latent_and_what_there_is(string word, string reason)
    {
        string message = Refused($$"""{ "latents": { "z1": { "perturbation": "{{word}}" } } }""");
        Assert.StartsWith("The JSON is no strategy: the perturbation of 'z1': ", message);
        Assert.Contains(reason, message);
    }

    [Theory]
    [InlineData("""{ "latents": { "z0": { } } }""", "it lacks a word under 'perturbation', one of blend, learned, none, random, resample.")]
    [InlineData("""{ "latents": { "z0": { "perturbation": 3 } } }""", "it lacks a word under 'perturbation'")]
    [InlineData("""{ "latents": { "z0": null } }""", "the perturbation of 'z0': expected an object in braces, got null.")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "none" }, "z0": { "perturbation": "resample" } } }""", "'z0' is given twice among z0.")]
    [InlineData("""{ "latents": null }""", "expected an object in braces, got null.")]
    [InlineData("""{ "name": "a" }""", "it lacks 'latents'.")]
    [InlineData("""{ "name": "a", "latents": {}, "latent": {} }""", "'latent' is none of name, latents.")]
    [InlineData("""{ "name": "a", "name": "b", "latents": {} }""", "'name' is given twice")]
    [InlineData("""{ "name": " ", "latents": {} }""", "'name' is \" \"; it must be a text.")]
    [InlineData("{", "is no strategy")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "learned", "walker": "a\u0000b" } } }""", "no path has")]
    [InlineData("""{ "name": "\ud800", "latents": {} }""", "is no strategy: A name or text in it is none")]
    [InlineData("""{ "latents": { "\udc00": { "perturbation": "none" } } }""", "is no strategy: A name or text in it is none")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "\ud800" } } }""", "is no strategy: A name or text in it is none")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "random", "standardDeviation": "\ud800" } } }""", "is no strategy: A name or text in it is none")]
    [InlineData("null", "expected an object in braces, got null.")]
    public void What_is_no_strategy_is_refused(string json, string reason) => Assert.Contains(reason, Refused(json));

    [Theory]
    [InlineData("""{ "latents": { "z9": { "perturbation": "none" } } }""", "There is no latent or group 'z9'. Available: z0, z1, z2, z3.")]
    [InlineData("""{ "latents": { "z0": { "perturbation": "none" }, "z0..z1": { "perturbation": "none" } } }""", "perturbs latent 'z0' twice")]
    public void Latents_that_do_not_fit_are_refused(string json, string reason) => Assert.Contains(
        $"The JSON does not fit this generator: {reason}",
        Assert.Throws<ArgumentException>(() => StrategyJson.Parse(json, Layout)).Message.Replace("Strategy 'strategy' ", ""));

    [Fact]
    public void A_target_that_occurs_twice_is_not_written() => Assert.Contains("perturbs 'z0' twice", Assert.Throws<ArgumentException>(
        () => StrategyJson.Write(ViewStrategy.PerLatent("s", ("z0", new NoPerturbation()), ("z0", new NoPerturbation())))).Message);

    static string Refused(string json) => Assert.Throws<InvalidDataException>(() => StrategyJson.Parse(json, Layout)).Message;
}
