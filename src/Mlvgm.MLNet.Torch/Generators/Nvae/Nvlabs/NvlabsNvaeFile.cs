using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;

/// <summary>
/// NVlabs' NVAE as a generator file: the decoder under NVlabs' own keys as safetensors, with the temperature in the metadata. It is loaded as
/// a <see cref="NvaeGenerator"/>.
/// </summary>
static class NvlabsNvaeFile
{
    /// <summary>The value of the metadata key <c>architecture</c>.</summary>
    public const string Architecture = "nvae-nvlabs";

    // A copy of a weight, which training keeps beside it.
    const string Duplicate = "weight_normalized";

    static readonly string[] DecoderParts = ["dec_tower.", "dec_sampler.", "post_process.", "image_conditional.", "prior_ftr0"];

    /// <summary>Whether a tensor of NVlabs' network is part of the decoder.</summary>
    public static bool IsDecoder(string name) =>
        DecoderParts.Any(part => name.StartsWith(part, StringComparison.Ordinal)) && !name.EndsWith(Duplicate, StringComparison.Ordinal);

    /// <summary>Writes tensors under NVlabs' keys.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> state, double temperature) =>
        Safetensors.Write(path, state, new Dictionary<string, string>
        {
            [GeneratorRegistry.ArchitectureKey] = Architecture,
            [NvaeGeneratorFile.TemperatureKey] = NvaeGeneratorFile.Text(temperature),
        });

    /// <summary>Loads a generator.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or is no such generator; the message says why.</exception>
    public static NvaeGenerator Load(string path)
    {
        using var contents = Safetensors.Read(path, IsDecoder);
        var sampling = new NvaeSampling(NvaeGeneratorFile.TemperatureIn(contents.Metadata, path), NvlabsNvaeState.DeviationOffset);
        return new NvaeGenerator(Path.GetFileNameWithoutExtension(path), Build(contents.Tensors, path), sampling, FileHash.Sha256(path));
    }

    /// <summary>The decoder that tensors under NVlabs' keys describe.</summary>
    /// <exception cref="InvalidDataException">They describe none; the message says why.</exception>
    public static NvaeDecoder Build(IReadOnlyDictionary<string, Tensor> tensors, string origin)
    {
        using var scope = NewDisposeScope();
        try
        {
            var state = NvlabsNvaeState.Translate(tensors);
            return NvaeGeneratorFile.Build(new NvaeShapes(name => state.GetValueOrDefault(name)?.shape).Infer(), state, origin);
        }
        catch (Exception e) when (e is ArgumentException || (e is InvalidDataException && !e.Message.StartsWith($"'{origin}'", StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"'{origin}' holds no NVAE of NVlabs: {e.Message}", e);
        }
    }
}
