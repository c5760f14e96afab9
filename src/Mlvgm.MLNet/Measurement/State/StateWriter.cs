using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.Views;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>Collects modules, optimisers and numbers, and writes them as one safetensors file.</summary>
sealed class StateWriter
{
    readonly List<KeyValuePair<string, Tensor>> _tensors = [];

    /// <summary>Every parameter and buffer of <paramref name="module"/>.</summary>
    public void Add(string name, nn.Module module)
    {
        foreach (var (key, value) in module.state_dict()) _tensors.Add(new($"{name}.{key}", value));
    }

    /// <summary>The optimiser's moments and counters.</summary>
    public void Add(string name, Adam optimizer)
    {
        // TorchSharp's own writer refuses moments of parameters that are stored channels last.
        var states = AdamStates.Of(optimizer);
        for (int i = 0; i < states.Count; i++)
        {
            _tensors.Add(new(AdamStates.MeanKey(name, i), states[i].exp_avg));
            _tensors.Add(new(AdamStates.SquareKey(name, i), states[i].exp_avg_sq));
        }
        Add(AdamStates.StepsKey(name), [.. states.Select(state => (double)state.step)]);
    }

    /// <summary>A list of numbers, in double precision.</summary>
    public void Add(string name, IReadOnlyList<double> numbers) => _tensors.Add(new(name, tensor(numbers.ToArray())));

    /// <summary>A walker's weights.</summary>
    public void Add(string name, Walker walker)
    {
        using var module = new WalkerModule(walker);
        foreach (var (key, value) in module.state_dict()) _tensors.Add(new($"{name}.{key}", value.clone()));
    }

    /// <summary>Writes the file; it appears once it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public void Write(string path, IReadOnlyDictionary<string, string> metadata) => Safetensors.Write(path, _tensors, metadata);
}
