using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public class StrategyTextTests
{
    static readonly LatentLayout Layout = new(
        [new("z0", [4]), new("z1", [2]), new("z2", [2])], [new LatentGroup("late", ["z1", "z2"])]);

    static StrategyTextTests() => OwnKinds.Register();

    [Theory]
    [InlineData("random:0.3:1.5", 0.3, 1.5, 0, false)]
    [InlineData("random:0.3", 0.3, 2, 0, false)]
    [InlineData("Random:3e-1:1.5:-0.5", 0.3, 1.5, -0.5, false)]
    [InlineData(" random : 0.3 : Infinity ", 0.3, double.PositiveInfinity, 0, false)]
    [InlineData("random:0.3:independent", 0.3, 2, 0, true)]
    [InlineData("random:0.3:1.5:independent", 0.3, 1.5, 0, true)]
    [InlineData("random:0.3:1.5:1:Independent", 0.3, 1.5, 1, true)]
    public void One_perturbation_goes_to_every_latent(string text, double deviation, double truncation, double mean, bool independent)
    {
        var strategy = StrategyText.Parse(text, Layout);
        Assert.Equal(text, strategy.Name);
        Assert.Equal(["z0", "z1", "z2"], strategy.Parts.Select(part => part.Target));
        Assert.All(strategy.Parts, part => Assert.Equal(
            new RandomPerturbation(new TruncatedNormal(mean, deviation, truncation)) { Independent = independent }, part.Perturbation));
    }

    [Fact]
    public void Latents_groups_and_ranges_are_named_and_the_others_stay()
    {
        Assert.Equal([("z1", new ResamplePerturbation())], Parts("z1=resample"));
        Assert.Equal([("late", new ResamplePerturbation())], Parts("late=resample"));
        Assert.Equal(
            [("z0..z1", new NoPerturbation()), ("z2", new ResamplePerturbation { Independent = true })],
            Parts(" z0..z1 = none, z2=resample:independent, "));
    }

    [Fact]
    public void A_path_may_have_colons_and_spaces()
    {
        string path = OwnKinds.AddWalker("a folder/c:d.safetensors", 2, seed: 1);
        var learned = Assert.IsType<LearnedPerturbation>(Assert.Single(Parts($"z1=learned:{path}")).Perturbation);
        Assert.Equal(path, learned.Walker.Path);
        Assert.Equal("z1=learned:a folder/c:d.safetensors", StrategyText.Write(StrategyText.Parse("z1=learned:a folder/c:d.safetensors", Layout)));
        Assert.Equal("z1=learned:c:d.safetensors", StrategyText.Write(StrategyText.Parse($"z1=learned:{path}", Layout), Path.GetFullPath("a folder")));
    }

    [Fact]
    public void A_JSON_file_is_a_strategy_with_paths_that_begin_at_its_folder()
    {
        using var folder = new TemporaryFolder();
        OwnKinds.AddWalker(folder.File("w.x"), 2, seed: 1);
        File.WriteAllText(folder.File("mine.json"), """{ "latents": { "z1": { "perturbation": "learned", "walker": "w.x" } } }""");
        foreach (var strategy in new[] { StrategyText.Parse(folder.File("mine.json"), Layout), StrategyText.Parse("mine.json", Layout, folder.Path) })
        {
            Assert.Equal("mine", strategy.Name);
            Assert.Equal(folder.File("w.x"), Assert.IsType<LearnedPerturbation>(Assert.Single(strategy.Parts).Perturbation).Walker.Path);
        }
        Assert.Contains("There is no strategy", Assert.Throws<FileNotFoundException>(() => StrategyText.Parse(folder.File("absent.json"), Layout)).Message);
    }

    [Fact]
    public void Walkers_of_equal_weights_are_one_strategy_wherever_their_files_are()
    {
        var texts = new[] { ("one.x", 1), ("two.x", 1), ("three.x", 2) }.Select(file =>
            StrategyText.Canonical(StrategyText.Parse($"z1=learned:{OwnKinds.AddWalker(file.Item1, 2, file.Item2)}", Layout), Layout)).ToArray();
        Assert.Equal(texts[0], texts[1]);
        Assert.NotEqual(texts[0], texts[2]);
        Assert.Matches("^z1=learned:sha256-[0-9a-f]{64}$", texts[0]);
    }

    [Theory]
    [InlineData("z2=random:0.30:2, z1=random:0.3, z0=none", "z1..z2=random:0.3")]
    [InlineData("late=resample:independent", "z1..z2=resample:independent")]
    [InlineData("resample", "z0..z2=resample")]
    [InlineData("z1=random:-0.0:2:-0", "z1=random:0")]
    [InlineData("random:1e-7:2:1", "z0..z2=random:1E-07:2:1")]
    [InlineData("none", "none")]
    public void Canonical_text_is_short_and_in_generation_order(string text, string canonical) =>
        Assert.Equal(canonical, StrategyText.Canonical(StrategyText.Parse(text, Layout), Layout));

    [Fact]
    public void Numbers_have_a_point_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            var strategy = StrategyText.Parse("z1=random:0.05:1.5", Layout);
            Assert.Equal(new RandomPerturbation(new TruncatedNormal(0, 0.05, 1.5)), Assert.Single(strategy.Parts).Perturbation);
            Assert.Equal("z1=random:0.05:1.5", StrategyText.Write(strategy));
            Assert.Contains("\"standardDeviation\": 0.05", StrategyJson.Write(strategy));
            Assert.Contains("random:0.05:1.5", StrategyText.Canonical(strategy, Layout));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("a\0b.json", "json takes a file or folder: 'a\0b.json' has a character that no path has.")]
    [InlineData("learned:a\0b", "walker is 'a\0b', which has a character that no path has; it must be a path.")]
    [InlineData("", "The strategy is empty. Use a perturbation for every latent (blend:SHARE[:independent], learned:WALKER, none, random:SIGMA")]
    [InlineData(" , ", "The strategy is empty.")]
    [InlineData("shuffle", "There is no perturbation 'shuffle'. Available: blend, learned, none, random, resample. Presets for these latents: none.")]
    [InlineData("ranodm:0.3", "There is no perturbation 'ranodm'. Did you mean 'random'? Available: blend, learned, none, random, resample.")]
    [InlineData("z1=shuffle:1", "There is no perturbation 'shuffle'. Available: blend, learned, none, random, resample.")]
    [InlineData("jsn", "There is no strategy 'jsn'. Did you mean 'json'?")]
    [InlineData("random", "'random' is no perturbation: it lacks SIGMA, the noise's standard deviation before truncation (a number, 0 or more).")]
    [InlineData("random:independent", "It is written random:SIGMA[:T[:MEAN]][:independent].")]
    [InlineData("ml-random", "The preset 'ml-random' is for generators like BigBiGAN, NVAE, StyleGAN2, not for these latents.")]
    [InlineData("random:much", "standardDeviation is 'much'; it must be a number, 0 or more.")]
    [InlineData("random:", "standardDeviation is ''; it must be a number")]
    [InlineData("random:0.3::1", "truncation is ''; it must be a number, above 0, Infinity for no bound.")]
    [InlineData("random:-1", "standardDeviation is -1; it must be a number, 0 or more.")]
    [InlineData("random:Infinity", "standardDeviation is Infinity; it must be a number, 0 or more.")]
    [InlineData("random:NaN", "standardDeviation is NaN; it must be")]
    [InlineData("random:0.3:0", "truncation is 0; it must be a number, above 0")]
    [InlineData("random:0,05", "'random:0,05' has a comma before 05: commas stand between latents. The decimal sign is a point, as in 0.05.")]
    [InlineData("z1=random:0,05:2,z2=none", "a comma before 05:2")]
    [InlineData("random:1 000", "standardDeviation is '1 000'; it must be a number")]
    [InlineData("random:0.3:2:0:7", "'7' is one value too many. It is written random:SIGMA[:T[:MEAN]][:independent].")]
    [InlineData("none:1", "'1' is one value too many. It is written none.")]
    [InlineData("resample:independent:independent", "independent is given twice.")]
    [InlineData("z1=learned", "it lacks WALKER, a walker's file, or the folder of a measurement (a path). It is written learned:WALKER.")]
    [InlineData("z1=learned:", "walker is empty; it must be a path.")]
    [InlineData("z9=none", "There is no latent or group 'z9'. Available: z0, z1, z2, late.")]
    [InlineData("z1=none,resample", "'resample' is not LATENT=PERTURBATION")]
    [InlineData("late=none,z1=resample", "perturbs latent 'z1' twice")]
    public void A_wrong_strategy_says_what_is_wrong_and_what_there_is(string text, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => StrategyText.Parse(text, Layout)).Message);

    [Fact]
    public void What_the_text_form_cannot_hold_is_not_written_wrong()
    {
        var layout = new LatentLayout([new("a,b", [1]), new("c=d", [1])]);
        foreach (string target in new[] { "a,b", "c=d" })
        {
            var strategy = ViewStrategy.PerLatent("s", (target, new ResamplePerturbation()));
            Assert.Contains("use JSON", Assert.Throws<ArgumentException>(() => StrategyText.Write(strategy)).Message);
            Assert.Equal(strategy.Parts, StrategyJson.Parse(StrategyJson.Write(strategy), layout).Parts);
        }
        var inCode = ViewStrategy.PerLatent("s", ("z1", new LearnedPerturbation(new Walker(new float[4], new float[2], new float[4], new float[2]))));
        Assert.Contains("made in code", Assert.Throws<ArgumentException>(() => StrategyText.Write(inCode)).Message);
        Assert.StartsWith("z1=learned:sha256-", StrategyText.Canonical(inCode, Layout));
    }

    static IReadOnlyList<(string Target, Perturbation Perturbation)> Parts(string text) => StrategyText.Parse(text, Layout).Parts;
}
