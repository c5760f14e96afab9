using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.MicroBatching;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Views;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>A StyleGAN2 whose use is chosen in code, in pieces that fit into memory, and the importer that reads such networks from elsewhere.</summary>
public static class StyleGanImages
{
    /// <summary>Makes an untrained network, decodes at once and in pieces, saves it, imports what was saved, and opens that.</summary>
    /// <returns>The shape of the images, the largest difference between both ways, and what was imported.</returns>
    public static (long[] Shape, float Difference, ImportResult Imported) Run(string folder)
    {
        var configuration = new StyleGan2Configuration { Resolution = 16, ZDimension = 8, WDimension = 8, MappingLayers = 2, ChannelBase = 64, ChannelMaximum = 8 };
        var sampling = new StyleGan2Sampling { TruncationPsi = 0.7, Noise = StyleGan2Noise.None, CropSize = 8 };
        using var generator = StyleGan2Generator.Untrained(configuration, seed: 1, sampling);
        string path = Path.Combine(folder, "network.safetensors");
        generator.Save(path);
        using var scope = NewDisposeScope();
        var latents = new LatentBatch(generator.Layout, count: 5);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 1).SampleAnchors(firstRow: 0, latents);
        var whole = generator.Decode(generator.ToTensors(latents));
        // The decorator owns the generator; both are disposed by it.
        var pieces = new MicroBatchedGenerator(generator, pieceSize: 2);
        var difference = (whole - pieces.Decode(pieces.ToTensors(latents))).abs().max().item<float>();

        ImportResult imported = ImporterRegistry.Import(path, "stylegan2", Path.Combine(folder, "imported"), new ImportOptions());
        ImportedModel model = imported.Model;
        if (model.Latents.Count != generator.Layout.Latents.Count) throw new InvalidDataException("The imported network has other latents.");
        return (whole.shape, difference, imported);
    }
}
