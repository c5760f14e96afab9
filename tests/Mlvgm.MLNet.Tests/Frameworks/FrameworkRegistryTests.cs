using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class FrameworkRegistryTests
{
    public static TheoryData<string> Names => [.. FrameworkRegistry.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_framework_gives_a_finite_loss_and_a_gradient_for_every_trained_parameter(string name)
    {
        using var scope = NewDisposeScope();
        var backbone = new ResNetOptions("resnet10") { Width = 4 }.Create(new BackboneInput(new ImageShape(3, 16, 16)));
        var framework = FrameworkRegistry.All.Find(name).Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        Assert.Equal(name, framework.Name);
        var (loss, embeddings) = framework.Loss(backbone.Network, rand(4, 3, 8, 8), rand(4, 3, 8, 8));
        loss.backward();
        Assert.True(float.IsFinite(loss.item<float>()));
        Assert.Equal(4, embeddings.shape[0]);
        Assert.False(embeddings.requires_grad);
        var trained = framework.ScheduledParameters.Concat(framework.ConstantRateParameters).Concat(backbone.Network.parameters());
        Assert.All(trained.Where(parameter => parameter.requires_grad), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void An_unknown_framework_is_an_error_that_lists_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => FrameworkRegistry.All.Find("SimSam"));
        Assert.Contains("There is no framework 'SimSam'. Did you mean 'SimSiam'? Available: ", error.Message);
    }
}
