using Mlvgm.MLNet.Experiments.ModelCards;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Experiments.Tests.ModelCards;

/// <summary>Which views a model card draws, and what it says of them: never that an encoder learned from what it did not.</summary>
public class LearnedViewsTests
{
    const string Here = "gen`erator";

    [Fact]
    public void The_views_that_the_encoder_learned_from_are_drawn_and_called_so()
    {
        var views = LearnedViews.Of(Training(Here, "z1=resample"), new Nothing(), asked: null);
        Assert.Equal("z1", Assert.Single(views.Strategy!.Parts).Target);
        Assert.EndsWith("by `z1=resample`; before T_x. The encoder learned from these.", $"{views.Caption}");
        Assert.EndsWith("The encoder learned from these.", $"{LearnedViews.Of(Training(Here, "z1=resample"), new Nothing(), asked: "z1=resample").Caption}");
    }

    [Fact]
    public void Other_views_that_are_asked_for_are_drawn_and_not_called_the_encoders()
    {
        var views = LearnedViews.Of(Training(Here, "z1=resample"), new Nothing(), asked: "z0=random:0.2");
        Assert.Equal("z0", Assert.Single(views.Strategy!.Parts).Target);
        Assert.Contains("by `z0=random:0.2`", $"{views.Caption}");
        Assert.EndsWith("The encoder learned from views of ``gen`erator`` by `z1=resample`, by its card.", $"{views.Caption}");
        Assert.DoesNotContain("learned from these", $"{LearnedViews.Of(Training("another", "z0=random:0.2"), new Nothing(), asked: "z0=random:0.2").Caption}");
    }

    [Fact]
    public void Views_of_another_generator_are_not_drawn_unless_they_are_asked_for()
    {
        var views = LearnedViews.Of(Training("another", "z1=resample"), new Nothing(), asked: null);
        Assert.Null(views.Strategy);
        Assert.Contains("of `another` by `z1=resample`, by its card. That is another generator than the one above: no views are drawn.", $"{views.Caption}");
        Assert.NotNull(LearnedViews.Of(Training("another", "z1=resample"), new Nothing(), asked: "z1=resample").Strategy);
    }

    [Fact]
    public void A_card_that_says_nothing_is_told_and_real_images_are_no_views()
    {
        Assert.Equal("The encoder's card does not say what it learned from.", $"{LearnedViews.Of(null, null, null).Caption}");
        Assert.Contains("no views are drawn. `--strategy` draws some.",
            $"{LearnedViews.Of(null, new Nothing(), null).Caption}".Replace(@"\`", "`", StringComparison.Ordinal));
        Assert.Equal("The encoder learned from images (`rows`), by its card.", $"{LearnedViews.Of(Training("rows", "none"), null, null).Caption}");
        Assert.Equal("The encoder learned from images (`rows`), by its card.", $"{LearnedViews.Of(Training("rows", "column"), null, null).Caption}");
    }

    [Fact]
    public void Views_that_cannot_be_drawn_here_are_told_and_those_asked_for_are_an_error()
    {
        var views = LearnedViews.Of(Training(Here, "z9=resample"), new Nothing(), asked: null);
        Assert.Null(views.Strategy);
        Assert.Contains("They cannot be drawn here: ", $"{views.Caption}");
        Assert.Contains("z9", $"{views.Caption}");
        Assert.Null(LearnedViews.Of(Training(Here, "learned:/nowhere/walker.safetensors"), new Nothing(), asked: null).Strategy);
        Assert.Contains("z9", Assert.Throws<ArgumentException>(
            () => LearnedViews.Of(Training(Here, "z1=resample"), new Nothing(), asked: "z9=resample")).Message);
    }

    static EncoderTraining Training(string generator, string strategy) =>
        new() { Method = "SimCLR", Backbone = "linear", Generator = generator, Strategy = strategy, Seed = 7, Steps = 40, BatchSize = 16 };

    sealed class Nothing : IGenerator
    {
        public string Name => Here;

        public LatentLayout Layout { get; } = new([new("z0", [2]), new("z1", [3])]);

        public ImageShape ImageShape => new(1, 2, 2);

        public void Decode(LatentBatch latents, Span<float> images) => images.Clear();
    }
}
