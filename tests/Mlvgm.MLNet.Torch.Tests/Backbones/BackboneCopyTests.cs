using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

public class BackboneCopyTests
{
    public static TheoryData<string> Names => [.. BackboneRegistry.All.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copy_computes_the_same_and_goes_its_own_way(string name)
    {
        using var scope = NewDisposeScope();
        var backbone = SmallBackbone.Of(name).Create(new BackboneInput(new ImageShape(3, 8, 8)));
        using (no_grad()) backbone.Network.parameters().First().mul_(3);
        var images = rand(3, 3, 8, 8);
        var copy = backbone.Copy();
        var expected = backbone.Network.forward(images);
        Assert.Equal(0, (expected - copy.forward(images)).abs().max().item<float>());
        using (no_grad()) copy.parameters().First().zero_();
        Assert.Equal(0, (expected - backbone.Network.forward(images)).abs().max().item<float>());
    }

    [Fact]
    public void A_network_that_is_not_from_options_cannot_be_copied() =>
        Assert.Throws<InvalidOperationException>(() => new Backbone(nn.Identity(), 8).Copy());
}
