using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>Copies named tensors into a module's parameters and buffers.</summary>
static class ModuleState
{
    /// <summary>Sets every parameter and buffer of <paramref name="module"/>; others in <paramref name="source"/> are ignored.</summary>
    /// <param name="module">The module.</param>
    /// <param name="source">Tensors by state-dictionary key.</param>
    /// <param name="origin">The file that errors name.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape, or holds NaN or infinity; the message names it.</exception>
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
            RequireFinite(name, target, origin);
        }
    }

    /// <summary>Refuses a weight that is no number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The weight.</param>
    /// <param name="origin">The file that the error names.</param>
    /// <exception cref="InvalidDataException">It holds NaN or infinity.</exception>
    internal static void RequireFinite(string name, Tensor value, string origin)
    {
        if (!value.is_floating_point()) return;
        using var scope = NewDisposeScope();
        long wrong = value.numel() - value.isfinite().sum().item<long>();
        if (wrong == 0) return;
        throw new InvalidDataException(
            $"'{origin}': {wrong} of the {value.numel()} numbers of tensor '{name}' are NaN or infinite in single precision. The training that wrote it has " +
            "probably diverged; take an earlier checkpoint.");
    }
}
