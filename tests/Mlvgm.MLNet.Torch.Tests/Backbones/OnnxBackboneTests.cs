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
    public void Reversed_channels_are_those_of_the_file_and_leave_so()
    {
        using var scope = NewDisposeScope();
        using var plain = File.Create(Images).Network;
        using var reversed = (OnnxNetwork)(File with { ReversesChannels = true }).Create(Images).Network;
        plain.eval();
        reversed.eval();
        var images = (arange(2 * 3 * 24 * 24, ScalarType.Float32) * 0.37f).sin().reshape(2, 3, 24, 24);
        Assert.True((plain.forward(images.flip(1)) - reversed.forward(images)).abs().max().item<float>() < 1e-5);
        Assert.True((plain.forward(images) - reversed.forward(images)).abs().max().item<float>() > 1e-3);
        using var folder = new TemporaryFolder();
        var export = OnnxExport.OnnxExporter.Export(reversed, folder.File("reversed.onnx"), new OnnxExport.OnnxExportOptions
        {
            Inputs = [new OnnxExport.Inputs.OnnxInput("image", 3, 24, 24)],
        });
        Assert.True(export.LargestDifference < 1e-4);
    }

    public static TheoryData<string> Kinds => ["resnet10", "onnx"];

    [Theory, MemberData(nameof(Kinds))]
    public void Frozen_weights_and_statistics_stay_as_they_are(string kind)
    {
        using var scope = NewDisposeScope();
        var options = SmallBackbone.Of(kind) with { FrozenShare = 0.5, FrozenStatistics = true };
        var backbone = options.Create(Images);
        using var network = backbone.Network;
        using var copy = backbone.Copy();
        network.train();
        copy.train();
        TorchSharp.Modules.Parameter[] parameters = [.. network.parameters()];
        int frozen = parameters.TakeWhile(parameter => !parameter.requires_grad).Count();
        Assert.Equal((int)Math.Round(0.5 * parameters.Length, MidpointRounding.AwayFromZero), frozen);
        Assert.All(parameters[frozen..], parameter => Assert.True(parameter.requires_grad));
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        using var optimizer = optim.SGD(parameters.Where(parameter => parameter.requires_grad), 0.1);
        var images = (arange(4 * 3 * 24 * 24, ScalarType.Float32) * 0.37f).sin().reshape(4, 3, 24, 24);
        var features = network.forward(images);
        // As in evaluation mode, one image at a time.
        Assert.True((features[0] - copy.forward(images.narrow(0, 0, 1))[0]).abs().max().item<float>() < 1e-4);
        features.square().sum().backward();
        optimizer.step();
        var changed = network.state_dict().Where(pair => !pair.Value.Equals(before[pair.Key]) && (pair.Value - before[pair.Key]).abs().max().item<float>() > 0)
            .Select(pair => pair.Key).ToHashSet();
        var still = network.named_parameters().Take(frozen).Select(named => named.name).Concat(network.named_buffers().Select(named => named.name));
        Assert.Empty(changed.Intersect(still));
        Assert.NotEmpty(changed);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Statistics_of_frozen_layers_stay_while_those_of_others_learn(string kind)
    {
        using var scope = NewDisposeScope();
        var backbone = (SmallBackbone.Of(kind) with { FrozenShare = 0.5 }).Create(Images);
        using var network = backbone.Network;
        using var copy = backbone.Copy();
        var images = (arange(4 * 3 * 24 * 24, ScalarType.Float32) * 0.37f).sin().reshape(4, 3, 24, 24);
        foreach (var module in new[] { network, copy })
        {
            module.eval();
            module.train();
            (string Name, Tensor Value)[] before = [.. module.named_buffers().Where(pair => pair.buffer.is_floating_point()).Select(pair => (pair.name, pair.buffer.clone()))];
            module.forward(images);
            var after = module.named_buffers().ToDictionary(pair => pair.name, pair => pair.buffer);
            bool[] changed = [.. before.Select(pair => (after[pair.Name] - pair.Value).abs().max().item<float>() > 0)];
            Assert.Equal(changed.Order(), changed);
            Assert.InRange(changed.Count(one => one), changed.Length / 4, 3 * changed.Length / 4);
        }
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
