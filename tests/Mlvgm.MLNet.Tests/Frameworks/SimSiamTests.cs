using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class SimSiamTests
{
    [Theory]
    [InlineData(128, 512, 128)]
    [InlineData(2048, 2048, 512)]
    public void Heads_have_the_papers_widths_for_its_backbone_and_smaller_ones_for_smaller(int features, int projection, int hidden)
    {
        var framework = new SimSiamOptions().Create(Input(features));
        using var heads = framework.Heads;
        var shapes = heads.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter.shape);
        Assert.Equal([projection, features], shapes["projector.0.weight"]);
        Assert.Equal([projection, projection], shapes["projector.6.weight"]);
        Assert.Equal([hidden, projection], shapes["predictor.0.weight"]);
        Assert.Equal([projection, hidden], shapes["predictor.3.weight"]);
        Assert.DoesNotContain("projector.7.weight", shapes.Keys);
        Assert.DoesNotContain("projector.0.bias", shapes.Keys);
    }

    [Fact]
    public void The_projectors_last_bias_is_frozen_and_only_the_predictors_rate_is_constant()
    {
        var framework = new SimSiamOptions().Create(Input(8));
        using var heads = framework.Heads;
        Assert.Equal(["projector.6.bias"], heads.named_parameters().Where(p => !p.parameter.requires_grad).Select(p => p.name));
        Assert.Equal(5, framework.ConstantRateParameters.Count());
        Assert.Equal(heads.parameters().Count(), framework.ScheduledParameters.Count() + framework.ConstantRateParameters.Count());
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var framework = new SimSiamOptions { ProjectionWidth = 8, PredictorWidth = 4 }.Create(Input(6, seed: 2));
        framework.Heads.to(ScalarType.Float64);
        var encoder = nn.Sequential(nn.Flatten(), nn.Identity());
        // The stopped projections do not change with the predictor, so its gradient is that of the plain function.
        var anchors = (arange(5 * 6, ScalarType.Float64) * 1.7).sin().reshape(5, 6, 1, 1);
        var positives = (arange(5 * 6, ScalarType.Float64) * 2.3).cos().reshape(5, 6, 1, 1);
        var weight = framework.Heads.get_parameter("predictor.3.weight")!;
        framework.Loss(encoder, anchors, positives).Loss.backward();
        const double Step = 1e-5;
        foreach (var (row, column) in new[] { (0, 0), (3, 2), (7, 3) })
        {
            double high = LossAt(row, column, Step), low = LossAt(row, column, -Step);
            Assert.Equal((high - low) / (2 * Step), weight.grad![row, column].item<double>(), 8);
        }

        double LossAt(int row, int column, double change)
        {
            using var gradients = no_grad();
            weight[row, column].add_(change);
            double loss = framework.Loss(encoder, anchors, positives).Loss.item<double>();
            weight[row, column].sub_(change);
            return loss;
        }
    }

    [Fact]
    public void Equal_seeds_give_equal_heads()
    {
        Assert.Equal(FirstWeight(3), FirstWeight(3));
        Assert.NotEqual(FirstWeight(3), FirstWeight(4));

        static float FirstWeight(ulong seed)
        {
            using var heads = new SimSiamOptions().Create(Input(4, seed)).Heads;
            return heads.parameters().First().flatten()[0].item<float>();
        }
    }

    static FrameworkInput Input(int features, ulong seed = 0) => new(features, () => nn.Identity(), seed);
}
