using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;

public class BigBiGanParityTests
{
    const double GradientTolerance = 1e-2;

    public static TheoryData<string> Cases => ParityCases.Of("bigbigan-generator");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_and_inner_points_are_the_references(string name)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var c = ParityCases.Open(name);
        using var network = Network(c);
        var latents = c.Vectors["in.z"].chunk((int)c.Number("num_slots"), 1);
        var points = Points(network, latents);
        foreach (string point in c.Names("out."))
        {
            Assert.True(points.ContainsKey(point), $"The network has no point '{point}'.");
            c.AssertVector(point, points[point]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spectral_norms_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var c = ParityCases.Open(name);
        const string prefix = "sn_sigma/";
        var names = c.Names(prefix);
        Assert.NotEmpty(names);
        foreach (string vector in names)
        {
            string layer = vector[prefix.Length..];
            c.AssertVector(vector, SpectralNorm.Step(c.Weights[$"{layer}.weight"], c.Weights[$"{layer}.u0"]).Sigma);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_with_respect_to_z_is_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var c = ParityCases.Open(name);
        using var network = Network(c);
        var z = c.Vectors["in.z"].clone().requires_grad_();
        var image = network.Run(z.chunk((int)c.Number("num_slots"), 1)) * 2 - 1;
        (image * c.Vectors["grad.in.R"]).sum().backward();
        var reference = c.Vectors["grad.z"];
        double error = (z.grad! - reference).norm().item<float>() / reference.norm().item<float>();
        Assert.True(error <= GradientTolerance, $"relative error {error:G4}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_configuration_is_read_off_the_shapes(string name)
    {
        using var c = ParityCases.Open(name);
        var configuration = Configuration(c);
        int Setting(string key) => c.Config.GetProperty(key).GetInt32();
        Assert.Equal(Setting("ch"), configuration.Channels);
        Assert.Equal(Setting("resolution"), configuration.Resolution);
        Assert.Equal(Setting("shared_dim"), configuration.EmbeddingWidth);
        Assert.Equal(Setting("n_classes"), configuration.Classes);
        Assert.Equal(c.Number("num_slots"), configuration.Latents);
        Assert.Equal(c.Number("z_chunk"), configuration.LatentSize);
        int[] attention = [.. c.Config.GetProperty("attention").GetString()!.Split('_').Select(int.Parse)];
        int[] sides = [.. Enumerable.Range(0, configuration.Blocks).Select(BigBiGanConfiguration.ResolutionAfter)];
        Assert.Equal(attention.Where(sides.Contains).Order(), configuration.AttentionResolutions);
        Assert.Equal(SpectralNorm.Epsilon, c.Number("sn_eps"));
        Assert.Equal(ConditionalBatchNorm.Epsilon, c.Number("ccbn_eps"));
        Assert.Equal(OutputBatchNorm.Epsilon, c.Number("output_bn_eps"));
        Assert.Equal(BigBiGanConfiguration.BottomWidth, c.Number("bottom_width"));
        Assert.Equal(configuration.ToJson(), BigBiGanConfiguration.FromJson(configuration.ToJson()).ToJson());
    }

    static BigBiGanConfiguration Configuration(ParityCase c) =>
        BigBiGanShapes.Infer(name => c.Weights.Tensors.GetValueOrDefault(name)?.shape, "case");

    static BigBiGanNetwork Network(ParityCase c) => new(Configuration(c), new BigBiGanState(c.Weights.Tensors, "case"));

    /// <summary>Every point that a vector may be of, by the vector's name.</summary>
    static Dictionary<string, Tensor> Points(BigBiGanNetwork network, IReadOnlyList<Tensor> latents)
    {
        var points = new Dictionary<string, Tensor> { ["out.linear"] = network.Bottom.Forward(latents[0]) };
        var x = network.Start(points["out.linear"]);
        for (int i = 0; i < network.Stages.Count; i++)
        {
            var ((block, attention), y) = (network.Stages[i], network.Condition(latents[i + 1]));
            string path = $"out.blocks.{i}";
            points[$"{path}.0.bn1"] = block.Norm1.Forward(x, y);
            points[$"{path}.0.conv1"] = block.Conv1.Forward(points[$"{path}.0.bn1"].relu());
            points[$"{path}.0.bn2"] = block.Norm2.Forward(points[$"{path}.0.conv1"], y);
            points[$"{path}.0.conv2"] = block.Conv2.Forward(points[$"{path}.0.bn2"].relu());
            // The reference repeats pixels before this convolution.
            points[$"{path}.0.conv_sc"] = nn.functional.interpolate(block.Shortcut.Forward(x), scale_factor: [2, 2]);
            x = points[$"{path}.0"] = block.Forward(x, y);
            if (attention is not null) x = points[$"{path}.1"] = attention.Forward(x);
        }
        points["out.output_layer.0"] = network.OutputNorm.Forward(x);
        points["out.output_layer.2"] = network.OutputConvolution.Forward(points["out.output_layer.0"].relu());
        points["out.image"] = network.Run(latents) * 2 - 1;
        return points;
    }
}
