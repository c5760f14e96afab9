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
    const string Counter = ".num_batches_tracked";

    /// <summary>Sets every parameter and running statistic. Others in the file, such as a classifier's, are ignored.</summary>
    /// <param name="backbone">The backbone, on the CPU.</param>
    /// <param name="path">
    /// A file of tensors with torchvision's names, or with numbers in the place of the outermost ones, as <c>Sequential</c> gives; they may all have one
    /// prefix, such as <c>encoder.</c>. The network is found by its whole set of names and shapes; of several in a file the one with the shortest prefix is
    /// taken.
    /// </param>
    /// <returns>Which network of the file was taken, and which others there are, in a sentence.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or holds no such network; or a tensor is missing or has another shape, and the message names it.
    /// </exception>
    public static string Load(Backbone backbone, string path)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        using var file = WeightFile.Open(path);
        using var scope = NewDisposeScope();
        var own = backbone.Network.state_dict();
        // Files from before PyTorch 0.4.1 lack the counters, which nothing here reads.
        var wanted = own.Where(pair => !pair.Key.EndsWith(Counter, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value.shape);
        var candidates = StoredNetwork.Find(file.Tensors, wanted);
        if (candidates.Count == 0)
            throw new InvalidDataException($"'{path}' holds no residual network: it has no tensor '{wanted.Keys.First()}'.");
        // Of none that is whole, the one that lacks least: the error then names what it lacks.
        var chosen = candidates.FirstOrDefault(candidate => candidate.IsWhole) ?? candidates.MaxBy(candidate => candidate.Matches)!;
        var source = own.Where(pair => pair.Key.EndsWith(Counter, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (string name in own.Keys)
        {
            if (file.Tensors.TryGetValue(chosen.NameOf(name), out var tensor)) source[name] = tensor.ToTensor();
        }
        ModuleState.Load(backbone.Network, source, path);
        string[] others = [.. candidates.Where(candidate => candidate.IsWhole && candidate != chosen).Select(candidate => candidate.ToString())];
        string more = others.Length == 0 ? "" : $"; there are also {string.Join(", ", others)}";
        return $"Initial weights from '{path}': {wanted.Count} tensors, {chosen}{more}.";
    }
}
