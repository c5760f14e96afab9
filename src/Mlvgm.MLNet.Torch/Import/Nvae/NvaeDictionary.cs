using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.Nvae;

/// <summary>The tensors of a weight file whose names begin alike, named by what follows.</summary>
sealed class NvaeDictionary(WeightFileContents contents, string prefix)
{
    /// <summary>Whether there is a tensor called <paramref name="name"/>.</summary>
    public bool Contains(string name) => contents.Tensors.ContainsKey(prefix + name);

    /// <summary>The tensors whose names <paramref name="wanted"/> accepts, in the caller's dispose scope.</summary>
    public IReadOnlyDictionary<string, Tensor> Read(Func<string, bool> wanted) => contents.Tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal) && wanted(pair.Key[prefix.Length..]))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.ToTensor(), StringComparer.Ordinal);
}
