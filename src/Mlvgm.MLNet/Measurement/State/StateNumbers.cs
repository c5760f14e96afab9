using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>Lists of numbers and walkers in a state.</summary>
static class StateNumbers
{
    static readonly string[] WalkerKeys = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"];

    /// <summary>Adds numbers, in double precision.</summary>
    public static void Add(this StateFile state, string name, IReadOnlyList<double> numbers)
    {
        using var values = tensor(numbers.ToArray());
        state.Add(name, values);
    }

    /// <summary>Adds a walker's weights.</summary>
    public static void Add(this StateFile state, string name, Walker walker)
    {
        using var module = new WalkerModule(walker);
        new ModulePart(name, module).Save(state);
    }

    /// <summary>The numbers.</summary>
    /// <exception cref="InvalidDataException">There are none of that name.</exception>
    public static double[] Numbers(this StateFile state, string name) => state.Tensor(name) is { dtype: ScalarType.Float64 } values
        ? values.data<double>().ToArray()
        : throw new InvalidDataException($"The state's '{name}' are no numbers in double precision.");

    /// <summary>The walker.</summary>
    /// <exception cref="InvalidDataException">A weight is missing.</exception>
    public static Walker Walker(this StateFile state, string name)
    {
        float[][] weights = [.. WalkerKeys.Select(key => state.Tensor($"{name}.{key}").data<float>().ToArray())];
        return new Walker(weights[0], weights[1], weights[2], weights[3]);
    }
}
