using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>NVlabs' PyTorch snapshots (docs/method/weight-formats.md#nvlabs-pytorch-snapshots): the averaged <c>G_ema</c>, run in single precision.</summary>
static class PersistenceSource
{
    const string Network = "G_ema";

    /// <summary>The network, if the file is such a snapshot.</summary>
    /// <exception cref="InvalidDataException">It is one, of a network that is not supported; the message says why.</exception>
    public static StyleGan2Source? Find(WeightFileContents contents)
    {
        if (contents.Root is not PickledDictionary root || !root.TryGetValue(Network, out object? value) || value is not PickledObject generator)
            return null;
        var synthesis = Child(generator, "synthesis");
        double?[] clamps = [.. Children(synthesis).SelectMany(block => Children(block)).Select(Clamp).Distinct()];
        if (clamps.Length != 1) throw new InvalidDataException($"its layers have the clamps {string.Join(", ", clamps)}; one for all is expected.");
        foreach (var block in Children(synthesis))
        {
            if (block.State.GetOr("architecture", "skip") is var architecture and not "skip")
                throw new InvalidDataException($"its architecture is '{architecture}'; only 'skip' is supported.");
        }
        double multiplier = Number(Child(Child(generator, "mapping"), "fc0"), "bias_gain");
        return new StyleGan2Source(StateDictionarySource.Weights(contents, $"{Network}/"), multiplier, clamps[0]);
    }

    static double? Clamp(PickledObject layer) =>
        layer.State.TryGetValue("conv_clamp", out object? clamp) && clamp is not null ? Number(layer, "conv_clamp") : null;

    /// <summary>A Python number, or one of NumPy.</summary>
    static double Number(PickledObject module, string attribute)
    {
        if (!module.State.TryGetValue(attribute, out object? value) || value is not WeightTensor { Elements: 1 } scalar)
            return module.State.Get<double>(attribute);
        using var scope = NewDisposeScope();
        return scalar.ToTensor().to(ScalarType.Float64).item<double>();
    }

    static PickledObject Child(PickledObject module, string name) => module.State.Get<PickledDictionary>("_modules").Get<PickledObject>(name);

    static IEnumerable<PickledObject> Children(PickledObject module) =>
        module.State.Get<PickledDictionary>("_modules").Select(child => child.Value).OfType<PickledObject>();
}
