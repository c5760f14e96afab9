using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Import.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>
/// StyleGAN2 generators: snapshots of NVlabs' PyTorch repository, network pickles of the TensorFlow one, and state dictionaries under the
/// PyTorch keys. Single precision throughout; class labels are not supported.
/// </summary>
static class StyleGan2Importer
{
    /// <summary>The name of the importer that keeps the network's whole image.</summary>
    public const string Target = "stylegan2";

    /// <summary>The name of the importer for the LSUN cars network as the paper uses it: <see cref="StyleGan2Sampling.Cars"/>.</summary>
    public const string CarsTarget = "stylegan2-cars";

    /// <summary>Writes the network with the defaults of <see cref="StyleGan2Sampling"/>.</summary>
    public static ImportedModel Import(WeightFileContents contents, string path) => Import(contents, path, new StyleGan2Sampling());

    /// <summary>Writes the network with <see cref="StyleGan2Sampling.Cars"/>.</summary>
    public static ImportedModel ImportCars(WeightFileContents contents, string path) => Import(contents, path, StyleGan2Sampling.Cars);

    static ImportedModel Import(WeightFileContents contents, string path, StyleGan2Sampling sampling)
    {
        try
        {
            using var scope = NewDisposeScope();
            var source = PersistenceSource.Find(contents) ?? TensorFlowSource.Find(contents) ?? StateDictionarySource.Find(contents)
                ?? throw new InvalidDataException("there is neither a 'G_ema', nor a tuple of three networks, nor a key 'synthesis.b4.const'.");
            var configuration = StyleGan2Shapes.Configuration(source);
            sampling.Validate(configuration);
            using var network = Load(source, configuration, sampling, contents.Path);
            StyleGan2GeneratorFile.Write(path, network.state_dict(), configuration, sampling);
            return new ImportedModel(
                [.. Enumerable.Range(0, configuration.Levels).Select(level => new ModelLatent($"w{level}", [configuration.ZDimension]))],
                "mlvgm views {0} --strategy ml-random --out DIR");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"'{contents.Path}' holds no StyleGAN2 generator that can be imported: {e.Message}", e);
        }
    }

    static StyleGan2Network Load(StyleGan2Source source, StyleGan2Configuration configuration, StyleGan2Sampling sampling, string origin)
    {
        if (source.Weights.ContainsKey("mapping.embed.weight")) throw new InvalidDataException("it takes class labels, which are not supported.");
        var network = new StyleGan2Network(configuration, sampling);
        try
        {
            var state = network.state_dict();
            if (source.Weights.Keys.FirstOrDefault(key => !state.ContainsKey(key)) is { } stranger)
                throw new InvalidDataException($"its tensor '{stranger}' is no part of the network that its shapes describe.");
            // The filters are fixed, and TensorFlow's files leave them out.
            var weights = state.Where(entry => entry.Key.EndsWith("resample_filter", StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key, entry => entry.Value.clone(), StringComparer.Ordinal);
            foreach (var (key, tensor) in source.Weights) weights[key] = tensor;
            ModuleState.Load(network, weights, origin);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
