using Mlvgm.MLNet.Frameworks.MoCoV3;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class MoCoV3Tests
{
    static readonly MoCoV3Options Options = new() { ProjectionWidth = 4, HiddenWidth = 8, Temperature = 0.5, TargetMomentum = 0.8 };

    [Fact]
    public void Each_prediction_is_to_find_the_key_of_the_other_view()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        // The keys are another network's, not the projections of this one.
        using (no_grad()) setup.Framework.Heads.get_parameter("target.projector.0.weight")!.mul_(-2).add_(0.1);
        double[][] Query(Tensor images) => setup.Pass(images, "projector", "predictor");
        double[][] Key(Tensor images) => setup.Pass(images, "target");
        double expected = MoCoV3LossTests.Plain(Query(setup.Anchors), Query(setup.Positives), Key(setup.Anchors), Key(setup.Positives), 0.5);
        Assert.Equal(expected, setup.Loss(), 10);
        Assert.Equal(expected, setup.Loss(swapped: true), 10);
        Assert.Equal(
            setup.Pass(setup.Anchors, "projector"), PlainLoss.Rows(setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Embeddings));
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        new FrameworkSetup(Options).AssertGradients("projector.0.weight", "projector.3.weight", "predictor.0.weight", "predictor.3.weight");
    }

    [Theory]
    [InlineData(128, 256)]
    [InlineData(2048, 4096)]
    public void Heads_have_the_papers_widths_for_its_backbone_and_smaller_ones_for_smaller(int features, int hidden)
    {
        var shapes = FrameworkSetup.Shapes(new MoCoV3Options(), features);
        Assert.Equal($"{hidden},{features}", shapes["projector.0.weight"]);
        Assert.Equal($"256,{hidden}", shapes["projector.3.weight"]);
        Assert.Equal($"{hidden},256", shapes["predictor.0.weight"]);
        Assert.Equal($"256,{hidden}", shapes["predictor.3.weight"]);
        Assert.Equal(shapes["projector.0.weight"], shapes["target.projector.0.weight"]);
        // No bias anywhere, and no gain behind the projector's last layer.
        Assert.Equal(["predictor.1.bias", "projector.1.bias", "target.projector.1.bias"], shapes.Keys.Where(name => name.EndsWith("bias", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain("projector.4.weight", shapes.Keys);
    }

    [Fact]
    public void Only_the_online_network_is_trained_and_the_other_starts_as_it_is()
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options);
        setup.Framework.Loss(setup.Encoder, setup.Anchors, setup.Positives).Loss.backward();
        Assert.All(setup.Framework.Heads.named_parameters(), entry =>
            Assert.Equal(entry.name.StartsWith("target.", StringComparison.Ordinal), entry.parameter.grad is null));
        Assert.Equal(
            setup.Framework.Heads.named_parameters().Count(entry => entry.parameter.requires_grad), setup.Framework.ScheduledParameters.Count());
        Assert.Empty(setup.Framework.ConstantRateParameters);
        Assert.True(setup.Framework.Heads.get_parameter("target.projector.0.weight")!.Equals(setup.Framework.Heads.get_parameter("projector.0.weight")!));
    }

    [Theory]
    [InlineData(MomentumSchedule.Constant, 5, 0.2)]
    [InlineData(MomentumSchedule.Cosine, 0, 0.2)]
    [InlineData(MomentumSchedule.Cosine, 5, 0.1)]
    public void After_a_step_the_keys_network_follows_by_the_momentum_of_that_step(MomentumSchedule schedule, int step, double share)
    {
        using var scope = NewDisposeScope();
        var setup = new FrameworkSetup(Options with { TargetMomentumSchedule = schedule });
        var (online, target) = (setup.Framework.Heads.get_parameter("projector.0.weight")!, setup.Framework.Heads.get_parameter("target.projector.0.weight")!);
        var before = target.clone();
        using (no_grad()) online.add_(0.5);
        setup.Framework.AfterStep(setup.Encoder, step, steps: 10);
        Assert.All(PlainLoss.Rows(target - before).SelectMany(row => row), change => Assert.Equal(0.5 * share, change, 12));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused_all_at_once()
    {
        var wrong = new MoCoV3Options { Temperature = 0, TargetMomentum = 1.1, ProjectionWidth = 0, HiddenWidth = -1 };
        var error = Assert.Throws<SettingsException>(() => wrong.Create(FrameworkSetup.Input(6)));
        foreach (string option in (string[])["--temperature", "--target-momentum", "--projection-width", "--hidden-width"])
            Assert.Contains(option, error.Message);
    }
}
