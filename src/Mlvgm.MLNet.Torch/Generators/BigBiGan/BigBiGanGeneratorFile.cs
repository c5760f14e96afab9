using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>A BigBiGAN as a generator file: the reference's state dictionary as safetensors, with the configuration in the metadata.</summary>
static class BigBiGanGeneratorFile
{
    /// <summary>The value of the metadata key <c>architecture</c>.</summary>
    public const string Architecture = "bigbigan";

    const string ConfigurationKey = "configuration";

    /// <summary>Writes a state dictionary.</summary>
    public static void Write(string path, BigBiGanConfiguration configuration, IEnumerable<KeyValuePair<string, Tensor>> state) =>
        Safetensors.Write(path, state, new Dictionary<string, string>
        {
            [GeneratorRegistry.ArchitectureKey] = Architecture,
            [ConfigurationKey] = configuration.ToJson(),
        });

    /// <summary>Reads a network.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or is no BigBiGAN generator; the message says why.</exception>
    public static (BigBiGanConfiguration Configuration, BigBiGanNetwork Network) Read(string path)
    {
        using var contents = Safetensors.Read(path);
        if (contents.Metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey) != Architecture
            || !contents.Metadata.TryGetValue(ConfigurationKey, out string? json))
        {
            throw new InvalidDataException(
                $"'{path}' is not a BigBiGAN generator: its metadata has no '{GeneratorRegistry.ArchitectureKey}' of '{Architecture}', or no " +
                $"'{ConfigurationKey}'.");
        }
        var configuration = BigBiGanConfiguration.FromJson(json);
        return (configuration, new BigBiGanNetwork(configuration, new BigBiGanState(contents.Tensors, path)));
    }
}
