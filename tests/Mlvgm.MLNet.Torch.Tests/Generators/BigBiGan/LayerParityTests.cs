using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;
using Mlvgm.MLNet.Torch.Layouts;
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
        foreach (var layer in Layers(name, c))
        {
            var inputs = c.Tensors.Where(pair => pair.Key is "in.x" or "in.y").ToDictionary(
                pair => pair.Key["in.".Length..], pair => pair.Value.clone().requires_grad_());
            var x = inputs["x"];
            var y = layer(x.dim() == 4 ? ChannelsLast.Convert(x) : x, inputs.GetValueOrDefault("y"));
            ParityFile.AssertClose(c["out"], y, Tolerance, name);
            if (!c.Tensors.ContainsKey("in.R")) continue;
            (y * c["in.R"]).sum().backward();
            foreach (var (input, value) in inputs)
            {
                var reference = c[$"grad.{input}"];
                double error = (value.grad! - reference).norm().item<float>() / reference.norm().item<float>();
                Assert.True(error <= GradientTolerance, $"{name}, gradient of {input}: relative error {error:G4}.");
            }
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

    /// <summary>The layer of a case, once for each way of computing it.</summary>
    static IEnumerable<Func<Tensor, Tensor?, Tensor>> Layers(string name, ParityTensors c)
    {
        BigBiGanState State() => new(c.Tensors, name);
        long Size(string key, int axis) => c[key].shape[axis];
        switch (name.Split('_')[0])
        {
            case "attention":
                return [(x, _) => new SelfAttention(State(), Weights, x.shape[1]).Forward(x)];
            case "bn":
                return [(x, _) => new OutputBatchNorm(State(), Weights, x.shape[1]).Forward(x)];
            case "ccbn":
                return [(x, y) => new ConditionalBatchNorm(State(), Weights, x.shape[1], y!.shape[1]).Forward(x, y)];
            case "gblock":
                return from side in (int[])[8, 16] select (Func<Tensor, Tensor?, Tensor>)((x, y) => new UpsamplingBlock(
                    State(), Weights, x.shape[1], Size("out", 1), y!.shape[1], side).Forward(x, y));
            case "sn" when c[$"{Weights}.weight"].dim() == 4:
                return from byProducts in (bool[])[false, true] select (Func<Tensor, Tensor?, Tensor>)((x, _) => new Convolution(
                    State(), Weights, x.shape[1], Size("out", 1), Size($"{Weights}.weight", 2), byProducts: byProducts).Forward(x));
            case "sn":
                return [(x, _) => new FullyConnected(State(), Weights, x.shape[1], Size("out", 1), hasBias: true).Forward(x)];
            default:
                throw new NotSupportedException($"There is no layer for the case '{name}'.");
        }
    }
}
