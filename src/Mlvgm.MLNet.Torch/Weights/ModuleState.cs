using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>Copies named tensors into a module's parameters and buffers.</summary>
static class ModuleState
{
    /// <summary>Sets every parameter and buffer of <paramref name="module"/>; others in <paramref name="source"/> are ignored.</summary>
    /// <param name="module">The module.</param>
    /// <param name="source">Tensors by state-dictionary key.</param>
    /// <param name="origin">The file that errors name.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message names it.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> source, string origin)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, target) in module.state_dict())
        {
            if (!source.TryGetValue(name, out var value))
                throw new InvalidDataException($"'{origin}' lacks the tensor '{name}' that its configuration asks for.");
            if (!value.shape.AsSpan().SequenceEqual(target.shape))
                throw new InvalidDataException($"'{origin}': tensor '{name}' has shape [{string.Join(", ", value.shape)}], " +
                    $"expected [{string.Join(", ", target.shape)}].");
            target.copy_(value);
        }
    }
}
