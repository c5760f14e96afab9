using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Views;

namespace Mlvgm.Benchmarks;

/// <summary>The pictures of docs/generators: anchors, and rows in which one level is drawn anew, from networks of random weights.</summary>
static class LatentPictures
{
    const int Columns = 6;

    /// <summary>Writes a picture for each architecture whose weights do not ship.</summary>
    public static void Run(string folder)
    {
        using (var generator = BigBiGanGenerator.Untrained(new BigBiGanConfiguration { Channels = 32 }, seed: 1))
            Write(Path.Combine(folder, "bigbigan-untrained.png"), generator);
        var sampling = new StyleGan2Sampling { CropSize = 384, OutputSize = 128 };
        using (var generator = StyleGan2Generator.Untrained(new StyleGan2Configuration { Resolution = 512 }, seed: 1, sampling))
            Write(Path.Combine(folder, "stylegan2-untrained.png"), generator);
    }

    static void Write(string path, TorchGenerator generator)
    {
        var layout = generator.Layout;
        var levels = layout.Groups.Count > 0 ? layout.Groups.Select(group => group.Name) : layout.Latents.Select(latent => latent.Name);
        var anchors = new LatentBatch(layout, Columns);
        new LatentSampler(layout, ViewStrategy.None, 1).SampleAnchors(0, anchors);
        List<float> images = [.. Decode(generator, anchors)];
        foreach (string level in levels)
        {
            var positives = new LatentBatch(layout, Columns);
            var strategy = ViewStrategy.PerLatent("resample", (level, new ResamplePerturbation()));
            new LatentSampler(layout, strategy, 1).SamplePositives(0, anchors, positives);
            images.AddRange(Decode(generator, positives));
        }
        ImageGrid.WritePng(path, images.ToArray(), generator.ImageShape, Columns);
    }

    static float[] Decode(IGenerator generator, LatentBatch latents)
    {
        float[] images = new float[latents.Count * generator.ImageShape.Size];
        generator.Decode(latents, images);
        return images;
    }
}
