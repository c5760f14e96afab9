using Mlvgm.MLNet.Frameworks.VicReg;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class VicRegTests
{
    static readonly VicRegOptions Options = new() { ProjectionWidth = 8, InvarianceWeight = 3, VarianceWeight = 5, CovarianceWeight = 7 };

    [Fact]
    public void The_loss_is_that_of_the_views_projections_each_with_its_own_batch_statistics()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        double[][] first = setup.Pass(setup.Anchors, "projector"), second = setup.Pass(setup.Positives, "projector");
        double loss = setup.Loss();
        Assert.Equal(VicRegLossTests.Plain(first, second, 3, 5, 7), loss, 10);
        Assert.Equal(loss, setup.Loss(swapped: true), 12);
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
    [InlineData(2048, 2048)]
    public void Three_layers_without_biases_are_as_wide_as_the_features_allow(int features, int width)
    {
        var shapes = FrameworkSetup.Shapes(new VicRegOptions(), features);
        Assert.Equal(
            [("projector.0.weight", $"{width},{features}"), ("projector.3.weight", $"{width},{width}"), ("projector.6.weight", $"{width},{width}")],
            shapes.Where(entry => entry.Value.Contains(',')).Select(entry => (entry.Key, entry.Value)));
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
        var wrong = new VicRegOptions { InvarianceWeight = -1, VarianceWeight = double.NaN, CovarianceWeight = double.PositiveInfinity, ProjectionWidth = 0 };
        var error = Assert.Throws<SettingsException>(() => wrong.Create(FrameworkSetup.Input(6)));
        foreach (string option in (string[])["--invariance-weight", "--variance-weight", "--covariance-weight", "--projection-width"])
            Assert.Contains(option, error.Message);
    }
}
