using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class ByolTests
{
    [Theory]
    [InlineData(128, 512, 512, 128)]
    [InlineData(512, 2048, 2048, 512)]
    public void Widths_follow_the_features_as_2048_8192_2048_512_do_in_the_paper(int features, int hidden, int projection, int predictor)
    {
        using var heads = new ByolOptions().Create(new FrameworkInput(features, () => nn.Identity())).Heads;
        var shapes = heads.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter.shape);
        Assert.Equal([hidden, features], shapes["projector.0.weight"]);
        Assert.Equal([projection, hidden], shapes["projector.3.weight"]);
        Assert.Equal([predictor, projection], shapes["predictor.0.weight"]);
        Assert.Equal([projection, predictor], shapes["predictor.3.weight"]);
        Assert.Equal([hidden, features], shapes["target.projector.0.weight"]);
        Assert.DoesNotContain("projector.0.bias", shapes.Keys);
    }

    [Fact]
    public void The_target_starts_as_the_encoder_and_the_projector_are()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone();
        using (no_grad()) backbone.Network.get_parameter("conv1.weight")!.mul_(2);
        backbone.Network.get_buffer("bn1.running_mean")!.fill_(0.25f);
        var online = State(backbone.Network, Framework(backbone).Heads);
        Assert.Equal(
            online.Where(entry => !entry.Key.StartsWith("predictor", StringComparison.Ordinal)).ToDictionary(),
            Target(Framework(backbone).Heads));
    }

    [Fact]
    public void After_a_step_parameters_follow_by_the_momentum_and_running_statistics_do_not()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone();
        var framework = Framework(backbone, momentum: 0.75);
        var before = Target(framework.Heads);
        using (no_grad())
        {
            foreach (var parameter in backbone.Network.parameters().Concat(framework.ScheduledParameters)) parameter.add_(0.5f);
            foreach (var (_, buffer) in backbone.Network.named_buffers()) buffer.add_(3);
        }
        framework.AfterStep(backbone.Network, step: 0, steps: 10);
        var after = Target(framework.Heads);
        string[] statistics = ["running_mean", "running_var", "num_batches_tracked"];
        foreach (var (name, values) in after)
        {
            float change = statistics.Any(name.EndsWith) ? 0 : 0.25f * 0.5f;
            Assert.All(values.Zip(before[name]), pair => Assert.InRange(pair.First - pair.Second - change, -1e-6, 1e-6));
        }
    }

    [Fact]
    public void The_target_computes_by_the_statistics_of_its_own_batch()
    {
        using var scope = NewDisposeScope();
        var backbone = Backbone();
        var framework = Framework(backbone, momentum: 1);
        var (anchors, positives) = (Images(1.7f), Images(2.3f) * 3);
        double loss = framework.Loss(backbone.Network, anchors, positives).Loss.item<float>();
        var buffers = Target(framework.Heads);
        Assert.Contains(buffers["encoder.bn1.running_mean"], mean => mean != 0);
        Assert.Equal(2, buffers["encoder.bn1.num_batches_tracked"][0]);
        // Running statistics that say something else change nothing: each view is normalised by its own batch.
        foreach (var (_, buffer) in framework.Heads.named_buffers()) buffer.fill_(7);
        Assert.Equal(loss, framework.Loss(backbone.Network, anchors, positives).Loss.item<float>(), 6);
    }

    [Fact]
    public void Only_online_parameters_are_trained()
    {
        using var scope = NewDisposeScope();
        var framework = Framework(Backbone());
        Assert.Equal(
            framework.Heads.named_parameters().Where(entry => !entry.name.StartsWith("target.", StringComparison.Ordinal)).Count(),
            framework.ScheduledParameters.Count());
        Assert.All(framework.ScheduledParameters, parameter => Assert.True(parameter.requires_grad));
        Assert.All(framework.Heads.named_parameters(), entry =>
            Assert.Equal(!entry.name.StartsWith("target.", StringComparison.Ordinal), entry.parameter.requires_grad));
        Assert.Empty(framework.ConstantRateParameters);
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var framework = new ByolOptions { ProjectionWidth = 8, PredictorWidth = 4 }.Create(new FrameworkInput(6, () => nn.Flatten(), Seed: 2));
        framework.Heads.to(ScalarType.Float64);
        var encoder = nn.Flatten();
        var anchors = (arange(5 * 6, ScalarType.Float64) * 1.7).sin().reshape(5, 6, 1, 1);
        var positives = (arange(5 * 6, ScalarType.Float64) * 2.3).cos().reshape(5, 6, 1, 1);
        // The target does not depend on the online projector, so even its gradient is that of the plain function.
        var weight = framework.Heads.get_parameter("projector.0.weight")!;
        framework.Loss(encoder, anchors, positives).Loss.backward();
        const double Step = 1e-5;
        foreach (var (row, column) in new[] { (0, 0), (3, 2), (17, 5) })
        {
            double high = LossAt(row, column, Step), low = LossAt(row, column, -Step);
            Assert.Equal((high - low) / (2 * Step), weight.grad![row, column].item<double>(), 7);
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

    [Theory]
    [InlineData(MomentumSchedule.Constant, 0, 0.996)]
    [InlineData(MomentumSchedule.Constant, 100, 0.996)]
    [InlineData(MomentumSchedule.Cosine, 0, 0.996)]
    [InlineData(MomentumSchedule.Cosine, 50, 0.998)]
    [InlineData(MomentumSchedule.Cosine, 100, 1)]
    public void The_momentum_stays_or_rises_to_one(MomentumSchedule schedule, int step, double expected) =>
        Assert.Equal(expected, schedule.At(0.996, step, 100), 12);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_momentum_outside_its_range_is_refused(double momentum) =>
        Assert.Contains("TargetMomentum (--target-momentum)", Assert.Throws<SettingsException>(() => Framework(Backbone(), momentum)).Message);

    static Backbone Backbone() => new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16), Seed: 5));

    static ISelfSupervisedFramework Framework(Backbone backbone, double momentum = 0.996) =>
        new ByolOptions { TargetMomentum = momentum }.Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy, Seed: 3));

    static Tensor Images(float frequency) => ((arange(6 * 3 * 8 * 8) * frequency).sin() * 0.5f + 0.5f).reshape(6, 3, 8, 8);

    /// <summary>Parameters and buffers of the target, without its prefix.</summary>
    static Dictionary<string, float[]> Target(nn.Module heads) => Values(heads.state_dict())
        .Where(entry => entry.Key.StartsWith("target.", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key["target.".Length..], entry => entry.Value);

    static Dictionary<string, float[]> State(nn.Module encoder, nn.Module heads) => Values(encoder.state_dict())
        .Select(entry => KeyValuePair.Create($"encoder.{entry.Key}", entry.Value))
        .Concat(Values(heads.state_dict()).Where(entry => !entry.Key.StartsWith("target.", StringComparison.Ordinal)))
        .ToDictionary();

    static Dictionary<string, float[]> Values(Dictionary<string, Tensor> state) =>
        state.ToDictionary(entry => entry.Key, entry => entry.Value.detach().to(ScalarType.Float32).contiguous().data<float>().ToArray());
}
