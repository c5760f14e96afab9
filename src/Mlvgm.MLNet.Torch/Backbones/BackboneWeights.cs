using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// Gives a backbone weights from a file of any known format: those that torchvision publishes, or <c>weights.safetensors</c> of a training run.
/// </summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public static class BackboneWeights
{
    const string FirstWeight = "conv1.weight";
    const string Counter = ".num_batches_tracked";

    /// <summary>Sets every parameter and running statistic. Others in the file, such as a classifier's, are ignored.</summary>
    /// <param name="backbone">The backbone, on the CPU.</param>
    /// <param name="path">
    /// A file of tensors with torchvision's names, which may all have one prefix, such as <c>encoder.</c>; of several networks in a file the one
    /// with the shortest prefix is taken.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or holds no such network; or a tensor is missing or has another shape, and the message names it.
    /// </exception>
    public static void Load(Backbone backbone, string path)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        using var file = WeightFile.Open(path);
        string prefix = file.Tensors.Keys.Where(name => name.EndsWith(FirstWeight, StringComparison.Ordinal))
            .Select(name => name[..^FirstWeight.Length])
            .MinBy(prefix => prefix.Length) ?? throw new InvalidDataException($"'{path}' holds no residual network: it has no tensor '{FirstWeight}'.");
        using var scope = NewDisposeScope();
        var own = backbone.Network.state_dict();
        // Files from before PyTorch 0.4.1 lack the counters, which nothing here reads.
        var source = own.Where(pair => pair.Key.EndsWith(Counter, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (string name in own.Keys)
        {
            if (file.Tensors.TryGetValue(prefix + name, out var tensor)) source[name] = tensor.ToTensor();
        }
        ModuleState.Load(backbone.Network, source, path);
    }
}
