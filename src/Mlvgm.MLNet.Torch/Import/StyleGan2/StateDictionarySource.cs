using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>A state dictionary under the reference's keys, on its own or within a checkpoint.</summary>
static class StateDictionarySource
{
    const string Landmark = "synthesis.b4.const";

    /// <summary>The network, if the file has one; where there are several, that under a name of averaged weights.</summary>
    /// <exception cref="InvalidDataException">There are several networks and no telling which is meant.</exception>
    public static StyleGan2Source? Find(WeightFileContents contents)
    {
        string[] prefixes = [.. contents.Tensors.Keys.Where(key => key.EndsWith(Landmark, StringComparison.Ordinal)).Select(key => key[..^Landmark.Length])];
        if (prefixes.Length > 1) prefixes = [.. prefixes.Where(prefix => prefix.Contains("ema", StringComparison.OrdinalIgnoreCase))];
        return prefixes switch
        {
            [] => null,
            [var prefix] => Source(contents, prefix),
            _ => throw new InvalidDataException($"it holds several networks: {string.Join(", ", prefixes)}."),
        };
    }

    /// <summary>Files of this library say the two numbers that no shape tells; for others they are the usual ones.</summary>
    static StyleGan2Source Source(WeightFileContents contents, string prefix)
    {
        var known = StyleGan2GeneratorFile.ConfigurationIn(contents.Metadata);
        return new StyleGan2Source(Weights(contents, prefix), known?.MappingMultiplier ?? StyleGan2Source.UsualMultiplier, known?.ConvolutionClamp);
    }

    /// <summary>The tensors whose names begin with <paramref name="prefix"/>, without it, in the caller's dispose scope.</summary>
    public static IReadOnlyDictionary<string, Tensor> Weights(WeightFileContents contents, string prefix) => contents.Tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.ToTensor(), StringComparer.Ordinal);
}
