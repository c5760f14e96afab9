using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxImport;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

public class OnnxBackboneTests
{
    static readonly BackboneInput Images = new(new ImageShape(3, 24, 24));

    static OnnxBackboneOptions File => (OnnxBackboneOptions)SmallBackbone.Of("onnx");

    [Fact]
    public void It_starts_from_the_weights_of_the_file_and_says_so()
    {
        using var scope = NewDisposeScope();
        var backbone = File.Create(Images);
        Assert.IsType<OnnxNetwork>(backbone.Network);
        Assert.Equal(32, backbone.FeatureWidth);
        Assert.Contains("features from 'features'", backbone.InitialWeights);
        Assert.Equal("onnx-small", File.Label);
        // The registered network of ours has the same seed, and so the same weights.
        var ours = SmallBackbone.Of("resnet10").Create(new BackboneInput(new ImageShape(3, 16, 16)));
        Assert.True(ours.Network.state_dict()["layer4.0.conv2.weight"].allclose(backbone.Network.state_dict()["layer4.0.conv2.weight"]));
    }

    [Fact]
    public void Weights_of_other_files_go_into_it_by_name()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var other = SmallBackbone.Of("resnet10").Create(Images with { Seed = 9 });
        Safetensors.Write(folder.File("other.safetensors"), other.Network.state_dict().Select(pair => KeyValuePair.Create($"encoder.{pair.Key}", pair.Value)),
            new Dictionary<string, string>());
        var backbone = (File with { InitialWeights = folder.File("other.safetensors") }).Create(Images);
        var images = (arange(2 * 3 * 24 * 24, ScalarType.Float32) * 0.37f).sin().reshape(2, 3, 24, 24);
        other.Network.eval();
        backbone.Network.eval();
        Assert.True((other.Network.forward(images) - backbone.Network.forward(images)).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Whoever_names_no_file_is_told() => Assert.Contains(
        "--backbone FILE.onnx", Assert.Throws<SettingsException>(() => new OnnxBackboneOptions().Create(Images)).Message);

    [Fact]
    public void Images_of_other_channels_are_refused() => Assert.Contains(
        "3 channel(s), and not of 1", Assert.Throws<InvalidDataException>(() => File.Create(new BackboneInput(new ImageShape(1, 24, 24)))).Message);

    [Fact]
    public void A_path_is_a_network_and_a_name_is_not()
    {
        Assert.Equal("some/net.ONNX", BackboneRegistry.OfFile("some/net.ONNX")!.Network);
        Assert.Null(BackboneRegistry.OfFile("resnet18"));
    }
}
