using CsCheck;
using Mlvgm.MLNet.OnnxImport.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Layouts;

/// <summary>Other layouts in memory change no number.</summary>
public class LayoutTests
{
    static readonly Gen<long[]> Images = Gen.Long[1, 5].Array[4];

    [Fact]
    public void Channels_that_lie_last_are_the_same_channels() => Images.Sample(shape =>
    {
        using var scope = NewDisposeScope();
        var images = arange(shape.Aggregate(1L, (product, side) => product * side), float32).reshape(shape);
        var last = ChannelsLast.Convert(images);
        Assert.Equal(shape, last.shape);
        Assert.True(last.equal(images).all().item<bool>());
        Assert.True(last.permute(0, 2, 3, 1).is_contiguous());
    }, iter: 100, threads: 1);

    [Fact]
    public void A_network_with_its_weights_turned_computes_the_same_and_keeps_its_parameters()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 36, 2));
        network.eval();
        var images = (arange(2 * 3 * 64, float32) * 0.1f).sin().reshape(2, 3, 8, 8);
        var before = network.forward(images).detach().clone();
        string[] names = [.. network.named_parameters().Select(
            named => $"{named.name} {string.Join(',', named.parameter.shape)} {named.parameter.requires_grad}")];
        ChannelsLast.Convert(network);
        Assert.True((network.forward(ChannelsLast.Convert(images)) - before).abs().max().item<float>() < 1e-5f);
        Assert.Equal(names, network.named_parameters().Select(
            named => $"{named.name} {string.Join(',', named.parameter.shape)} {named.parameter.requires_grad}"));
    }
}
