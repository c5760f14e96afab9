using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>The parameters and buffers of a module, under <c>prefix.*</c>.</summary>
sealed class ModulePart(string prefix, nn.Module module) : IStatePart
{
    /// <summary>The tensors by name, as <c>prefix.name</c>.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Tensors =>
        module.state_dict().Select(entry => KeyValuePair.Create($"{prefix}.{entry.Key}", entry.Value));

    public void Save(StateFile state)
    {
        foreach (var (name, value) in Tensors) state.Add(name, value);
    }

    public void Restore(StateFile state) => ModuleState.Load(module, state.Under($"{prefix}."), $"the state's {prefix}");
}
