using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Strategies.Presets;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Strategies;

public class OwnPerturbationTests
{
    static readonly LatentLayout Layout = new([new("own0", [2]), new("own1", [2])]);

    static OwnPerturbationTests()
    {
        OwnKinds.Register();
        StrategyRegistry.Register(new PresetFamily(
            "own", layout => layout.Latents[0].Name == "own0", [new("gentle", "own1=blend:0.1"), new("bold", "blend:0.9:independent")]));
    }

    [Fact]
    public void A_class_and_a_line_make_a_perturbation_of_the_text_form() =>
        Assert.Equal(new BlendPerturbation(0.25), Assert.Single(StrategyText.Parse("own1=blend:0.25", Layout).Parts).Perturbation);

    [Fact]
    public void And_of_the_JSON_form()
    {
        var strategy = StrategyJson.Parse("""{ "latents": { "own0": { "perturbation": "blend", "share": 0.25, "independent": true } } }""", Layout);
        Assert.Equal(new BlendPerturbation(0.25) { Independent = true }, Assert.Single(strategy.Parts).Perturbation);
    }

    [Fact]
    public void And_of_presets()
    {
        Assert.Equal(("own1", new BlendPerturbation(0.1)), Assert.Single(StrategyText.Parse("gentle", Layout).Parts));
        Assert.Equal(2, StrategyText.Parse("bold", Layout).Parts.Count);
    }

    [Fact]
    public void And_is_listed_and_checked_like_the_others()
    {
        Assert.Contains("blend:SHARE[:independent]", StrategyHelp.Perturbations);
        Assert.Contains("gentle", StrategyHelp.Presets);
        Assert.Contains(
            "share is 1.5; it must be a number, 0 or more, at most 1. It is written blend:SHARE[:independent].",
            Assert.Throws<ArgumentException>(() => StrategyText.Parse("blend:1.5", Layout)).Message);
    }

    [Fact]
    public void One_that_is_not_registered_says_what_to_do_when_it_is_written_but_has_an_identity()
    {
        var strategy = ViewStrategy.PerLatent("s", ("own0", new Unregistered(3)));
        foreach (var write in new Func<object>[] { () => StrategyText.Write(strategy), () => StrategyJson.Write(strategy) })
            Assert.Contains("give its kind to PerturbationRegistry.Register", Assert.Throws<ArgumentException>(write).Message);
        Assert.Equal("own0=Unregistered { Name = none, Amount = 3 }", StrategyText.Canonical(strategy, Layout));
    }

    /// <summary>Has the name of another kind.</summary>
    sealed record Unregistered(int Amount) : Perturbation
    {
        public override string Name => "none";

        public override void Apply(LatentSpan span, LatentBatch anchors, LatentBatch positives, in PositiveDraws draws)
        {
        }
    }
}
