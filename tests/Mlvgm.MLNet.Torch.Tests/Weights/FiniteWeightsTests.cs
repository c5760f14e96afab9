using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Weights;

/// <summary>Weights that are no numbers are refused by file and name, wherever weights enter.</summary>
public sealed class FiniteWeightsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(double.NaN, ScalarType.Float32)]
    [InlineData(double.PositiveInfinity, ScalarType.Float32)]
    [InlineData(double.NegativeInfinity, ScalarType.Float16)]
    // Finite where it is stored, and infinite in single precision.
    [InlineData(1e300, ScalarType.Float64)]
    public void A_module_takes_no_such_weight(double value, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var module = nn.Linear(3, 2);
        var weight = zeros(2, 3, type);
        weight[1, 2] = value;
        var e = Assert.Throws<InvalidDataException>(() =>
            ModuleState.Load(module, new Dictionary<string, Tensor> { ["weight"] = weight, ["bias"] = zeros(2) }, "a.safetensors"));
        Assert.StartsWith("'a.safetensors': 1 of the 6 numbers of tensor 'weight' are NaN or infinite in single precision.", e.Message);
    }

    [Fact]
    public void A_generator_with_one_is_not_opened()
    {
        string path = TinyModels.Generator(_folder), damaged = _folder.File("damaged.safetensors");
        string name;
        using (var scope = NewDisposeScope())
        using (var contents = Safetensors.Read(path))
        {
            var tensors = contents.Tensors.ToDictionary();
            var (key, weight) = tensors.First(pair => pair.Value.is_floating_point() && pair.Value.numel() > 0);
            name = key;
            var broken = weight.clone();
            broken.view(-1)[0] = double.PositiveInfinity;
            tensors[key] = broken;
            Safetensors.Write(damaged, tensors, contents.Metadata);
        }
        var e = Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Open(damaged, CPU).Dispose());
        Assert.Contains(damaged, e.Message);
        Assert.Contains($"'{name}'", e.Message);
    }

    public void Dispose() => _folder.Dispose();
}
