using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>The parameters and buffers of a module, under <c>prefix.*</c>.</summary>
sealed class NetworkState(string prefix, nn.Module module) : ICheckpointPart
{
    /// <summary>The tensors by name, as <c>prefix.name</c>.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Tensors =>
        module.state_dict().Select(entry => KeyValuePair.Create($"{prefix}.{entry.Key}", entry.Value));

    public void Save(Checkpoint checkpoint)
    {
        foreach (var (name, value) in Tensors) checkpoint.Add(name, value);
    }

    public void Restore(Checkpoint checkpoint)
    {
        string start = prefix + ".";
        var mine = checkpoint.Tensors.Where(entry => entry.Key.StartsWith(start, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[start.Length..], entry => entry.Value, StringComparer.Ordinal);
        ModuleState.Load(module, mine, $"the checkpoint's {prefix}");
    }
}
