using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>Tensors that belong to no module, under <c>prefix.*</c>.</summary>
/// <param name="prefix">What their names begin with.</param>
/// <param name="tensors">Names and tensors.</param>
sealed class TensorsPart(string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors) : IStatePart
{
    public void Save(StateFile state)
    {
        foreach (var (name, value) in tensors) state.Add($"{prefix}.{name}", value);
    }

    public void Restore(StateFile state)
    {
        foreach (var (name, value) in tensors) state.CopyTo($"{prefix}.{name}", value);
    }
}
