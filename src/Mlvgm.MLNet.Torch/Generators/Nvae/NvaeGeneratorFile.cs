using System.Globalization;
using Mlvgm.MLNet.Torch.WeightFiles;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>An NVAE as a generator file: safetensors with architecture, configuration and temperature in the metadata.</summary>
static class NvaeGeneratorFile
{
    /// <summary>The value of the metadata key <c>architecture</c>.</summary>
    public const string Architecture = "nvae";

    const string ConfigurationKey = "configuration";
    const string TemperatureKey = "temperature";

    /// <summary>Writes encoder and decoder.</summary>
    public static void Write(string path, NvaeNetwork network, double temperature) =>
        Safetensors.Write(path, network.State, new Dictionary<string, string>
        {
            [GeneratorRegistry.ArchitectureKey] = Architecture,
            [ConfigurationKey] = network.Configuration.ToJson(),
            [TemperatureKey] = temperature.ToString("R", CultureInfo.InvariantCulture),
        });

    /// <summary>Reads the decoder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or is no NVAE generator; the message says why.</exception>
    public static (NvaeDecoder Decoder, double Temperature) ReadDecoder(string path)
    {
        var metadata = SafetensorsHeader.Read(path).Metadata;
        if (metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey) != Architecture)
            throw new InvalidDataException($"'{path}' is not an NVAE generator: its metadata '{GeneratorRegistry.ArchitectureKey}' is " +
                $"'{metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey)}', expected '{Architecture}'.");
        if (!metadata.TryGetValue(ConfigurationKey, out string? json)
            || !double.TryParse(metadata.GetValueOrDefault(TemperatureKey), CultureInfo.InvariantCulture, out double temperature)
            || !(temperature > 0))
            throw new InvalidDataException($"'{path}' lacks the metadata '{ConfigurationKey}', or its '{TemperatureKey}' is not positive.");
        var decoder = new NvaeDecoder(NvaeConfiguration.FromJson(json));
        try
        {
            var names = decoder.state_dict().Keys.ToHashSet(StringComparer.Ordinal);
            using var contents = Safetensors.Read(path, names.Contains);
            ModuleState.Load(decoder, contents.Tensors, path);
            return (decoder, temperature);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }
}
