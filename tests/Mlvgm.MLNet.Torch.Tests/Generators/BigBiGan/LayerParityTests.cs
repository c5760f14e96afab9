using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;

public class LayerParityTests
{
    const string File = "ops_bigbigan.safetensors";
    const string Weights = "weights";
    const double Tolerance = 2e-5;
    const double GradientTolerance = 1e-2;

    public static TheoryData<string> Names => ParityCases.InFile(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_computes_what_the_reference_computes(string name)
    {
        using var scope = NewDisposeScope();
        using var c = ParityCases.OpenInFile(File, name);
        var layer = Layer(name, c);
        var inputs = c.Tensors.Where(pair => pair.Key is "in.x" or "in.y").ToDictionary(
            pair => pair.Key["in.".Length..], pair => pair.Value.clone().requires_grad_());
        var x = inputs["x"];
        var y = layer(x.dim() == 4 ? ChannelsLast.Convert(x) : x, inputs.GetValueOrDefault("y"));
        ParityFile.AssertClose(c["out"], y, Tolerance, name);
        if (!c.Tensors.ContainsKey("in.R")) return;
        (y * c["in.R"]).sum().backward();
        foreach (var (input, value) in inputs)
        {
            var reference = c[$"grad.{input}"];
            double error = (value.grad! - reference).norm().item<float>() / reference.norm().item<float>();
            Assert.True(error <= GradientTolerance, $"{name}, gradient of {input}: relative error {error:G4}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Normalised_weights_and_trained_vectors_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var c = ParityCases.OpenInFile(File, name);
        foreach (var (key, reference) in c.Tensors.Where(pair => pair.Key.StartsWith("sn_weight.", StringComparison.Ordinal)))
        {
            string layer = key == "sn_weight.self" ? Weights : $"{Weights}{key["sn_weight".Length..]}";
            ParityFile.AssertClose(reference, new BigBiGanState(c.Tensors, name).TakeNormalised(layer, reference.shape), Tolerance, key);
        }
        if (!c.Tensors.TryGetValue("after.u0", out var vector)) return;
        var after = SpectralNorm.Step(c[$"{Weights}.weight"], c[$"{Weights}.u0"]);
        ParityFile.AssertClose(vector, after.Vector, Tolerance, "u0 after a step of training");
        ParityFile.AssertClose(c["after.sv0"], after.Sigma, Tolerance, "sv0 after a step of training");
    }

    /// <summary>The layer of a case.</summary>
    static Func<Tensor, Tensor?, Tensor> Layer(string name, ParityTensors c)
    {
        var state = new BigBiGanState(c.Tensors, name);
        long outputs = c["out"].shape[1];
        return name.Split('_')[0] switch
        {
            "attention" => (x, _) => new SelfAttention(state, Weights, x.shape[1]).Forward(x),
            "bn" => (x, _) => new OutputBatchNorm(state, Weights, x.shape[1]).Forward(x),
            "ccbn" => (x, y) => new ConditionalBatchNorm(state, Weights, x.shape[1], y!.shape[1]).Forward(x, y),
            "gblock" => (x, y) => new UpsamplingBlock(state, Weights, x.shape[1], outputs, y!.shape[1]).Forward(x, y),
            "sn" when c[$"{Weights}.weight"] is { shape: [_, _, var kernel, _] } =>
                (x, _) => new Convolution(state, Weights, x.shape[1], outputs, kernel).Forward(x),
            "sn" => (x, _) => new FullyConnected(state, Weights, x.shape[1], outputs, hasBias: true).Forward(x),
            _ => throw new NotSupportedException($"There is no layer for the case '{name}'."),
        };
    }
}
