using Mlvgm.MLNet.Frameworks.BarlowTwins;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class BarlowTwinsTests
{
    static readonly BarlowTwinsOptions Options = new() { ProjectionWidth = 8, RedundancyWeight = 0.3 };

    [Fact]
    public void The_loss_is_that_of_the_views_projections_each_with_its_own_batch_statistics()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        double[][] first = setup.Pass(setup.Anchors, "projector"), second = setup.Pass(setup.Positives, "projector");
        double loss = setup.Loss();
        Assert.Equal(BarlowTwinsLossTests.Plain(first, second, 0.3), loss, 8);
        Assert.Equal(loss, setup.Loss(swapped: true), 10);
        Assert.Equal(first, PlainLoss.Rows(setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Embeddings));
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        new FrameworkSetup(Options).AssertGradients("projector.0.weight", "projector.3.weight", "projector.6.weight");
    }

    [Theory]
    [InlineData(128, 512)]
    [InlineData(512, 2048)]
    [InlineData(2048, 2048)]
    public void Three_layers_without_biases_are_as_wide_as_the_features_allow(int features, int width)
    {
        var shapes = FrameworkSetup.Shapes(new BarlowTwinsOptions(), features);
        Assert.Equal(
            [("projector.0.weight", $"{width},{features}"), ("projector.3.weight", $"{width},{width}"), ("projector.6.weight", $"{width},{width}")],
            shapes.Where(entry => entry.Value.Contains(',')).Select(entry => (entry.Key, entry.Value)));
        Assert.DoesNotContain(shapes.Keys, name => name is "projector.0.bias" or "projector.3.bias" or "projector.6.bias");
    }

    [Fact]
    public void Everything_is_trained_by_the_schedule()
    {
        using var scope = NewDisposeScope();
        var framework = new FrameworkSetup(Options).Framework;
        Assert.Equal(framework.Heads.parameters().Count(), framework.ScheduledParameters.Count());
        Assert.All(framework.ScheduledParameters, parameter => Assert.True(parameter.requires_grad));
        Assert.Empty(framework.ConstantRateParameters);
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_all_at_once()
    {
        var wrong = new BarlowTwinsOptions { RedundancyWeight = -0.1, ProjectionWidth = 0 };
        var error = Assert.Throws<SettingsException>(() => wrong.Create(FrameworkSetup.Input(6)));
        Assert.Contains("RedundancyWeight (--redundancy-weight)", error.Message);
        Assert.Contains("ProjectionWidth (--projection-width)", error.Message);
    }
}
