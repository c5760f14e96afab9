using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>BigBiGAN generators as the paper uses them: a plain state dictionary, <c>BigBiGAN_x1.pth</c> (docs/method/bigbigan.md#state-dictionary).</summary>
static class BigBiGanImporter
{
    /// <summary>The name of this importer.</summary>
    public const string Target = "bigbigan";

    /// <summary>Writes the state dictionary as it is, with the configuration that its shapes tell.</summary>
    /// <exception cref="InvalidDataException">The file holds no such generator, or more than one; the message says why.</exception>
    public static ImportedModel Import(WeightFileContents contents, string path)
    {
        using var scope = NewDisposeScope();
        var configuration = BigBiGanShapes.Infer(name => contents.Tensors.GetValueOrDefault(name)?.Shape, contents.Path);
        var tensors = contents.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(), StringComparer.Ordinal);
        // Takes every tensor, and refuses what does not fit.
        new BigBiGanNetwork(configuration, new BigBiGanState(tensors, contents.Path)).Dispose();
        BigBiGanGeneratorFile.Write(path, configuration, tensors);
        return new ImportedModel(
            [.. Enumerable.Range(0, configuration.Latents).Select(i => new ModelLatent($"z{i}", [configuration.LatentSize]))],
            "mlvgm views {0} --strategy ml-random --out DIR");
    }
}
