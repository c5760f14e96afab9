using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

public class ResNetTests
{
    /// <summary>Images for which the first layers reduce.</summary>
    static readonly BackboneInput Large = new(new ImageShape(3, 224, 224));

    static readonly BackboneInput Small = new(new ImageShape(3, 32, 32));

    [Fact]
    public void The_standard_network_has_torchvisions_parameters()
    {
        using var network = new ResNetOptions("resnet18").Create(Large).Network;
        // torchvision's resnet18 has 11,689,512 parameters, of which its classifier has 512 * 1000 + 1000.
        Assert.Equal(11_689_512 - 513_000, network.parameters().Sum(parameter => parameter.numel()));
        var names = network.named_parameters().Select(parameter => parameter.name).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer2.0.downsample.0.weight",
                "layer2.0.downsample.1.bias", "layer4.1.bn2.weight",
            },
            names);
        Assert.Equal(60, names.Count);
    }

    [Theory]
    [InlineData("resnet18", 0.1)]
    [InlineData("resnet50", 0.3)]
    public void Training_in_bf16_rounds_convolutions_and_evaluation_does_not(string name, double largestError)
    {
        using var scope = NewDisposeScope();
        var (single, rounded, images) = Rounded(name);
        Tensor expected = single.forward(images), actual = rounded.forward(images);
        Assert.Equal(float32, actual.dtype);
        // bf16 rounds to 8 bits, a relative 0.2 %, in each of 20 or 53 layers; random ones add to it.
        Assert.InRange((actual - expected).norm().item<float>() / expected.norm().item<float>(), 1e-4, largestError);
        single.load_state_dict(rounded.state_dict());
        single.eval();
        rounded.eval();
        Assert.Equal(0, (single.forward(images) - rounded.forward(images)).abs().max().item<float>());
    }

    [Fact]
    public void Gradients_of_bf16_are_in_single_precision_and_point_the_same_way()
    {
        using var scope = NewDisposeScope();
        var (single, rounded, images) = Rounded("resnet18");
        single.forward(images).square().sum().backward();
        rounded.forward(images).square().sum().backward();
        foreach (var (first, second) in single.parameters().Zip(rounded.parameters()))
        {
            Assert.Equal((float32, float32), (second.dtype, second.grad!.dtype));
            if (first.dim() != 4) continue;
            double cosine = nn.functional.cosine_similarity(first.grad!.reshape(1, -1), second.grad.reshape(1, -1), 1).item<float>();
            Assert.InRange(cosine, 0.9, 1.001);
        }
    }

    static (nn.Module<Tensor, Tensor> Single, nn.Module<Tensor, Tensor> Rounded, Tensor Images) Rounded(string name)
    {
        var options = new ResNetOptions(name) { Width = 16, ZeroInitialResiduals = false };
        var input = Small with { Seed = 1 };
        using var generator = new Generator(1, CPU);
        return (options.Create(input).Network, (options with { BFloat16 = true }).Create(input).Network, rand([8, 3, 32, 32], generator: generator));
    }

    [Fact]
    public void Fifty_layers_have_torchvisions_parameters()
    {
        var backbone = new ResNetOptions("resnet50").Create(Large);
        using var network = backbone.Network;
        Assert.Equal(2048, backbone.FeatureWidth);
        // torchvision's resnet50 has 25,557,032 parameters, of which its classifier has 2048 * 1000 + 1000.
        Assert.Equal(25_557_032 - 2_049_000, network.parameters().Sum(parameter => parameter.numel()));
        var names = network.named_parameters().ToDictionary(parameter => parameter.name, parameter => string.Join('x', parameter.parameter.shape));
        Assert.Equal(159, names.Count);
        Assert.Equal("64x64x1x1", names["layer1.0.conv1.weight"]);
        Assert.Equal("256x64x1x1", names["layer1.0.downsample.0.weight"]);
        Assert.Equal("128x128x3x3", names["layer2.0.conv2.weight"]);
        Assert.Equal("2048", names["layer4.2.bn3.bias"]);
        Assert.Equal(0, network.get_parameter("layer4.2.bn3.weight")!.max().item<float>());
    }

    [Fact]
    public void The_papers_network_trains_at_its_width_and_size()
    {
        using var scope = NewDisposeScope();
        var backbone = new ResNetOptions("resnet50") { ZeroInitialResiduals = false }.Create(new BackboneInput(new ImageShape(3, 112, 112)));
        using var network = backbone.Network;
        // Convolutions of 1x1 with 1024 channels and more: oneDNN's own kernel ends the process on some machines.
        var features = network.forward(rand(2, 3, 112, 112));
        Assert.Equal([2, 2048], features.shape);
        features.square().sum().backward();
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void A_bottleneck_is_that_of_the_same_layers_written_out()
    {
        using var scope = NewDisposeScope();
        var block = new Bottleneck(6, 8, stride: 2, bfloat16: false);
        block.eval();
        var weights = block.state_dict();
        var image = linspace(-1, 1, 2 * 6 * 8 * 8).reshape(2, 6, 8, 8);
        var inner = Normalized("bn1", nn.functional.conv2d(image, weights["conv1.weight"])).relu();
        inner = Normalized("bn2", nn.functional.conv2d(inner, weights["conv2.weight"], strides: [2, 2], padding: [1, 1])).relu();
        inner = Normalized("bn3", nn.functional.conv2d(inner, weights["conv3.weight"]));
        var shortcut = Normalized("downsample.1", nn.functional.conv2d(image, weights["downsample.0.weight"], strides: [2, 2]));
        Assert.True((block.forward(image) - (inner + shortcut).relu()).abs().max().item<float>() < 1e-5f);

        Tensor Normalized(string name, Tensor input) => nn.functional.batch_norm(
            input, weights[$"{name}.running_mean"], weights[$"{name}.running_var"], weights[$"{name}.weight"], weights[$"{name}.bias"]);
    }

    [Theory]
    [InlineData(Stem.SmallImage, 3, 32)]
    [InlineData(Stem.SmallImage, 1, 28)]
    [InlineData(Stem.ImageNet, 3, 64)]
    public void Images_become_features_of_eight_times_the_width(Stem stem, int channels, int size)
    {
        using var scope = NewDisposeScope();
        var backbone = new ResNetOptions("resnet18") { Width = 4, Stem = stem }.Create(new BackboneInput(new ImageShape(channels, size, size)));
        var features = backbone.Network.forward(zeros(2, channels, size, size));
        Assert.Equal(32, backbone.FeatureWidth);
        Assert.Equal([2, 32], features.shape);
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_whatever_ran_before()
    {
        float[] first = Weights(seed: 7);
        _ = rand(100);
        Assert.Equal(first, Weights(seed: 7));
        Assert.NotEqual(first, Weights(seed: 8));
    }

    [Fact]
    public void Convolutions_start_with_the_variance_that_kaiming_asks_for()
    {
        using var network = new ResNetOptions("resnet18") { Width = 16 }.Create(Large).Network;
        var weight = network.get_parameter("layer4.1.conv2.weight")!;
        double expected = Math.Sqrt(2.0 / (128 * 9));
        // 147,456 draws: the standard deviation of their standard deviation is expected / sqrt(2 n).
        double tolerance = 5 * expected / Math.Sqrt(2 * weight.numel());
        Assert.InRange(weight.std().item<float>(), expected - tolerance, expected + tolerance);
        Assert.InRange(weight.mean().item<float>(), -5 * expected / Math.Sqrt(weight.numel()), 5 * expected / Math.Sqrt(weight.numel()));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void The_last_gain_of_each_block_may_start_at_zero(bool zero, float expected)
    {
        using var network = new ResNetOptions("resnet18") { Width = 4, ZeroInitialResiduals = zero }.Create(Large).Network;
        Assert.Equal(expected, network.get_parameter("layer3.1.bn2.weight")!.mean().item<float>());
        Assert.Equal(1, network.get_parameter("layer3.1.bn1.weight")!.mean().item<float>());
    }

    [Fact]
    public void The_output_is_that_of_the_same_layers_written_out()
    {
        using var scope = NewDisposeScope();
        var network = new ResNetOptions("resnet10") { Width = 3, ZeroInitialResiduals = false }.Create(new BackboneInput(new ImageShape(3, 16, 16))).Network;
        network.eval();
        var weights = network.state_dict();
        var image = linspace(-1, 1, 2 * 3 * 16 * 16).reshape(2, 3, 16, 16);
        var x = Normalized("bn1", nn.functional.conv2d(image, weights["conv1.weight"], padding: [1, 1])).relu();
        for (int layer = 1; layer <= 4; layer++)
        {
            string block = $"layer{layer}.0";
            long stride = layer == 1 ? 1 : 2;
            var shortcut = layer == 1 ? x
                : Normalized($"{block}.downsample.1", nn.functional.conv2d(x, weights[$"{block}.downsample.0.weight"], strides: [2, 2]));
            var inner = nn.functional.conv2d(x, weights[$"{block}.conv1.weight"], strides: [stride, stride], padding: [1, 1]);
            inner = nn.functional.conv2d(Normalized($"{block}.bn1", inner).relu(), weights[$"{block}.conv2.weight"], padding: [1, 1]);
            x = (Normalized($"{block}.bn2", inner) + shortcut).relu();
        }
        var expected = x.mean([2, 3]);
        Assert.True((network.forward(image) - expected).abs().max().item<float>() < 1e-5f);

        Tensor Normalized(string name, Tensor input) => nn.functional.batch_norm(
            input, weights[$"{name}.running_mean"], weights[$"{name}.running_var"], weights[$"{name}.weight"], weights[$"{name}.bias"]);
    }

    [Theory]
    [InlineData(28, 3)]
    [InlineData(64, 3)]
    [InlineData(65, 7)]
    public void The_first_layers_are_those_for_the_images_unless_one_says_which(int side, int kernel)
    {
        var input = new BackboneInput(new ImageShape(1, side, side));
        using var chosen = new ResNetOptions("resnet10") { Width = 4 }.Create(input).Network;
        using var other = new ResNetOptions("resnet10") { Width = 4, Stem = kernel == 3 ? Stem.ImageNet : Stem.SmallImage }.Create(input).Network;
        Assert.Equal([4, 1, kernel, kernel], chosen.get_parameter("conv1.weight")!.shape);
        Assert.Equal([4, 1, 10 - kernel, 10 - kernel], other.get_parameter("conv1.weight")!.shape);
    }

    public static TheoryData<string, int> Registered =>
        [.. from name in BackboneRegistry.All.Names from side in new[] { 32, 65 } select new TheoryDataRow<string, int>(name, side)];

    [Theory]
    [MemberData(nameof(Registered))]
    public void Every_registered_backbone_exports_to_onnx_with_trained_statistics(string name, int side)
    {
        using var scope = NewDisposeScope();
        var backbone = SmallBackbone.Of(name).Create(new BackboneInput(new ImageShape(3, side, side)));
        backbone.Network.forward((arange(4 * 3 * side * side, ScalarType.Float32) * 0.37f).sin().reshape(4, 3, side, side));
        using var stream = new MemoryStream();
        var result = OnnxExporter.Export(
            backbone.Network, stream, new OnnxExportOptions { Inputs = [new OnnxInput("Image", 3, side, side)], OutputNames = ["Features"] });
        Assert.InRange(result.LargestDifference!.Value, 0, 1e-4);
    }

    [Fact]
    public void An_unknown_backbone_is_an_error_that_lists_the_known_ones()
    {
        Func<object>[] asked = [() => BackboneRegistry.All.Find("resnet19"), () => new ResNetOptions("resnet19")];
        Assert.All(asked, ask => Assert.Contains(
            "'resnet19'. Did you mean 'resnet10'? Available: ", Assert.Throws<ArgumentException>(ask).Message));
        Assert.All(asked, ask => Assert.Contains("resnet10, resnet18, resnet34, resnet50.", Assert.Throws<ArgumentException>(ask).Message));
    }

    [Fact]
    public void Options_outside_their_range_are_refused_before_anything_is_built() => Assert.Equal(
        ["InitialWeights (--initial-weights) is empty.", "Width (--width) is 0; it is 1 or more."],
        Assert.Throws<SettingsException>(() => new ResNetOptions("resnet18") { Width = 0, InitialWeights = "" }.Create(Small)).Violations);

    static float[] Weights(ulong seed)
    {
        using var network = new ResNetOptions("resnet10") { Width = 4 }.Create(Small with { Seed = seed }).Network;
        return [.. network.parameters().SelectMany(parameter => parameter.detach().contiguous().data<float>().ToArray())];
    }
}
