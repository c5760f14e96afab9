using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>A StyleGAN2 generator as a file: safetensors with the reference's keys, architecture and sampling in the metadata.</summary>
static class StyleGan2GeneratorFile
{
    /// <summary>The value of the metadata key <c>architecture</c>.</summary>
    public const string Architecture = "stylegan2";

    const string ConfigurationKey = "configuration";
    const string SamplingKey = "sampling";

    /// <summary>Writes a generator.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The weights by the reference's keys.</param>
    /// <param name="configuration">The architecture.</param>
    /// <param name="sampling">How the network is used.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors,
        StyleGan2Configuration configuration, StyleGan2Sampling sampling) =>
        Safetensors.Write(path, tensors, new Dictionary<string, string>
        {
            [GeneratorRegistry.ArchitectureKey] = Architecture,
            [ConfigurationKey] = configuration.ToJson(),
            [SamplingKey] = sampling.ToJson(),
        });

    /// <summary>The architecture that a file's metadata describe; null where they are of no StyleGAN2 generator.</summary>
    /// <exception cref="InvalidDataException">They describe one that is not valid.</exception>
    public static StyleGan2Configuration? ConfigurationIn(IReadOnlyDictionary<string, string> metadata) =>
        metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey) == Architecture && metadata.TryGetValue(ConfigurationKey, out string? json)
            ? StyleGan2Configuration.FromJson(json)
            : null;

    /// <summary>Reads a generator.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampling">How to use the network; as the file says when null.</param>
    /// <exception cref="InvalidDataException">The file is damaged or is no StyleGAN2 generator; the message says why.</exception>
    /// <exception cref="ArgumentException"><paramref name="sampling"/> does not fit the network.</exception>
    public static StyleGan2Network Read(string path, StyleGan2Sampling? sampling)
    {
        var metadata = SafetensorsHeader.Read(path).Metadata;
        if (metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey) != Architecture)
            throw new InvalidDataException($"'{path}' is not a StyleGAN2 generator: its metadata '{GeneratorRegistry.ArchitectureKey}' is " +
                $"'{metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey)}', expected '{Architecture}'.");
        string Text(string key) => metadata.TryGetValue(key, out string? text)
            ? text
            : throw new InvalidDataException($"'{path}' lacks the metadata '{key}'.");
        var configuration = StyleGan2Configuration.FromJson(Text(ConfigurationKey));
        sampling?.Validate(configuration);
        var network = new StyleGan2Network(configuration, sampling ?? StyleGan2Sampling.FromJson(Text(SamplingKey), configuration));
        try
        {
            using var contents = Safetensors.Read(path);
            ModuleState.Load(network, contents.Tensors, path);
            network.Fold();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
