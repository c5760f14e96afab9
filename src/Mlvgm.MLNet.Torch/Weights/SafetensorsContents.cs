using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>The tensors and the text of a safetensors file, in memory. Disposing it frees the tensors.</summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public sealed class SafetensorsContents : IDisposable
{
    readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    internal SafetensorsContents(IReadOnlyDictionary<string, string> metadata) => Metadata = metadata;

    /// <summary>The tensors by name, on the CPU; in no dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>The text under <c>__metadata__</c>; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor called <paramref name="name"/>.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    public Tensor this[string name] => _tensors.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"The file has no tensor '{name}'.");

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var value in _tensors.Values) value.Dispose();
    }

    internal void Add(string name, Tensor value) => _tensors.Add(name, value);
}
