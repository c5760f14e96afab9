using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests;

/// <summary>One case of a file of many: its tensors, without the case's name.</summary>
sealed class ParityTensors(SafetensorsContents file, string name) : IDisposable
{
    public IReadOnlyDictionary<string, Tensor> Tensors { get; } = file.Tensors
        .Where(pair => pair.Key.StartsWith($"{name}/", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[(name.Length + 1)..], pair => pair.Value);

    public IReadOnlyDictionary<string, string> Metadata => file.Metadata;

    public Tensor this[string key] => Tensors[key];

    public void Dispose() => file.Dispose();
}
