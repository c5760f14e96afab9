using System.Globalization;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>An NVAE as a generator file: safetensors with architecture, configuration and temperature in the metadata.</summary>
static class NvaeGeneratorFile
{
    /// <summary>The value of the metadata key <c>architecture</c>.</summary>
    public const string Architecture = "nvae";

    /// <summary>The metadata key of the sampling temperature.</summary>
    public const string TemperatureKey = "temperature";

    const string ConfigurationKey = "configuration";

    /// <summary>Writes the decoder; the encoder, which generates nothing, stays in the checkpoint.</summary>
    public static void Write(string path, NvaeNetwork network, double temperature) =>
        Write(path, network.Decoder.state_dict(), network.Configuration, temperature);

    /// <summary>Writes tensors under the reference's keys: those of the decoder, and any others.</summary>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> state, NvaeConfiguration configuration, double temperature) =>
        Safetensors.Write(path, state, new Dictionary<string, string>
        {
            [GeneratorRegistry.ArchitectureKey] = Architecture,
            [ConfigurationKey] = configuration.ToJson(),
            [TemperatureKey] = Text(temperature),
        });

    /// <summary>Reads the decoder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or is no NVAE generator; the message says why.</exception>
    public static (NvaeDecoder Decoder, double Temperature) ReadDecoder(string path)
    {
        var metadata = SafetensorsHeader.Read(path).Metadata;
        if (metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey) != Architecture)
            throw new InvalidDataException($"'{path}' is not an NVAE generator: its metadata '{GeneratorRegistry.ArchitectureKey}' is " +
                $"'{metadata.GetValueOrDefault(GeneratorRegistry.ArchitectureKey)}', expected '{Architecture}'.");
        if (!metadata.TryGetValue(ConfigurationKey, out string? json))
            throw new InvalidDataException($"'{path}' lacks the metadata '{ConfigurationKey}'.");
        double temperature = TemperatureIn(metadata, path);
        var configuration = NvaeConfiguration.FromJson(json);
        using var contents = Safetensors.Read(path, NvaeDecoder.IsDecoder);
        return (Build(configuration, contents.Tensors, path), temperature);
    }

    /// <summary>The decoder of a configuration, with the weights that a state dictionary gives it; in no dispose scope.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message names it.</exception>
    public static NvaeDecoder Build(NvaeConfiguration configuration, IReadOnlyDictionary<string, Tensor> state, string origin)
    {
        var decoder = new NvaeDecoder(configuration);
        try
        {
            ModuleState.Load(decoder, state, origin);
            foreach (var value in decoder.state_dict().Values) value.DetachFromDisposeScope();
            return decoder;
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }

    /// <summary>A temperature as text that <see cref="TemperatureIn"/> reads.</summary>
    public static string Text(double temperature) => temperature.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The temperature in a file's metadata.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is not positive.</exception>
    public static double TemperatureIn(IReadOnlyDictionary<string, string> metadata, string path) =>
        double.TryParse(metadata.GetValueOrDefault(TemperatureKey), NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature)
        && temperature > 0 && double.IsFinite(temperature)
            ? temperature
            : throw new InvalidDataException($"'{path}': its metadata '{TemperatureKey}' is missing or not positive.");
}
