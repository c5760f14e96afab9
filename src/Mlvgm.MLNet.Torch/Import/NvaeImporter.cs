using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using Mlvgm.MLNet.Torch.Import.Nvae;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>NVAE checkpoints of NVAE-from-scratch and of NVlabs, told apart by their keys (docs/method/nvae.md).</summary>
static class NvaeImporter
{
    /// <summary>The name of this importer.</summary>
    public const string Target = "nvae";

    const string NvlabsKey = "prior_ftr0";

    /// <summary>Writes the weights as they are, with the configuration that their shapes tell.</summary>
    /// <exception cref="InvalidDataException">The file holds no such network, or no weights for the temperature; the message says why.</exception>
    public static ImportedModel Import(WeightFileContents contents, string path, ImportOptions options)
    {
        double temperature = options.Temperature ?? 1;
        try
        {
            using var scope = NewDisposeScope();
            var dictionaries = new NvaeDictionaries(contents);
            bool nvlabs = dictionaries.Plain.Contains(NvlabsKey);
            var state = nvlabs || options.Temperature is null ? dictionaries.Plain : dictionaries.At(temperature);
            using var decoder = nvlabs
                ? WriteNvlabs(state.Read(NvlabsNvaeFile.IsDecoder), path, temperature, contents.Path)
                : WriteMain(state.Read(_ => true), path, temperature, contents.Path);
            return new ImportedModel(
                [.. decoder.Configuration.Levels.Select((level, i) => new ModelLatent($"z{i}", [level.LatentChannels, level.Height, level.Width]))],
                "mlvgm views {0} --out DIR");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"'{contents.Path}' holds no NVAE that can be imported: {e.Message}", e);
        }
    }

    static NvaeDecoder WriteMain(IReadOnlyDictionary<string, Tensor> state, string path, double temperature, string origin)
    {
        var configuration = new NvaeShapes(name => state.GetValueOrDefault(name)?.shape).Infer();
        var decoder = NvaeGeneratorFile.Build(configuration, state, origin);
        NvaeGeneratorFile.Write(path, state, configuration, temperature);
        return decoder;
    }

    static NvaeDecoder WriteNvlabs(IReadOnlyDictionary<string, Tensor> state, string path, double temperature, string origin)
    {
        var decoder = NvlabsNvaeFile.Build(state, origin);
        NvlabsNvaeFile.Write(path, state, temperature);
        return decoder;
    }
}
