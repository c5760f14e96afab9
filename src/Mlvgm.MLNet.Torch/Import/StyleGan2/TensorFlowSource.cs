using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Pickle;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>NVlabs' TensorFlow pickles (docs/method/weight-formats.md#tensorflow-networks): the last of three networks, the averaged generator.</summary>
static class TensorFlowSource
{
    const string Prefix = "2/";
    const int OldestVersion = 4;

    /// <summary>The network, if the file is such a pickle.</summary>
    /// <exception cref="InvalidDataException">It is one, of a network that is not supported; the message says why.</exception>
    public static StyleGan2Source? Find(WeightFileContents contents)
    {
        if (contents.Root is not PickledTuple { Count: 3 } networks || networks[2] is not PickledObject { ClassName: "Network" } generator) return null;
        if (generator.State.Get<long>("version") < OldestVersion)
            throw new InvalidDataException($"its network has version {generator.State.Get<long>("version")}; {OldestVersion} or later is expected.");
        var options = generator.State.Get<PickledDictionary>("static_kwargs");
        Require(options.GetOr("label_size", 0L) == 0, "it takes class labels, which are not supported");
        Require(options.GetOr("architecture", "skip") == "skip", $"its architecture is '{options.GetOr("architecture", "")}'; only 'skip' is supported");
        Require(options.GetOr<PickledList?>("resample_kernel", null) is not { } kernel || kernel.SequenceEqual([1L, 3L, 3L, 1L]),
            "its resample kernel is not [1, 3, 3, 1]");
        double? clamp = options.TryGetValue("conv_clamp", out object? bound) && bound is not null ? options.Get<double>("conv_clamp") : null;
        return new StyleGan2Source(Weights(contents), options.GetOr("mapping_lrmul", StyleGan2Source.UsualMultiplier), clamp);
    }

    static Dictionary<string, Tensor> Weights(WeightFileContents contents)
    {
        var weights = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in contents.Tensors)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && TensorFlowNames.Translate(name[Prefix.Length..]) is { } known)
                weights.Add(known.Key, known.Convert is null ? tensor.ToTensor() : known.Convert(tensor.ToTensor()));
        }
        return weights;
    }

    static void Require(bool condition, string reason)
    {
        if (!condition) throw new InvalidDataException($"{reason}.");
    }
}
