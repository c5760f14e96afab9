using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Generators;

public class ExportedGeneratorTests
{
    [Fact]
    public void An_exported_generator_has_the_latents_of_the_original_and_makes_the_same_views()
    {
        using var folder = new TemporaryFolder();
        var configuration = new StyleGan2Configuration
        {
            Resolution = 32,
            ZDimension = 8,
            WDimension = 8,
            MappingLayers = 2,
            ChannelBase = 256,
            ChannelMaximum = 16,
        };
        using var original = StyleGan2Generator.Untrained(configuration, seed: 4, new StyleGan2Sampling { CropSize = 24, OutputSize = 16 });
        original.ExportOnnx(folder.File("exported.onnx"));
        using var exported = new OnnxGenerator(folder.File("exported.onnx"));
        Assert.Equal(original.ImageShape, exported.ImageShape);
        Assert.Equal(["w0-w3", "w4-w7"], exported.Layout.Groups.Select(group => group.Name));
        Assert.All(exported.Layout.Latents, latent => Assert.Equal(("z", new TruncatedNormal(0, 1, 0.9)), (latent.Draw, latent.Prior)));
        float[] expected = Positives(original), actual = Positives(exported);
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1e-4);
    }

    static float[] Positives(IGenerator generator)
    {
        const int count = 3;
        var strategy = ViewStrategy.PerLatent("local", ("w4-w7", new RandomPerturbation(new TruncatedNormal(0, 0.8, 1))));
        var sampler = new LatentSampler(generator.Layout, strategy, seed: 2);
        var (anchors, positives) = (new LatentBatch(generator.Layout, count), new LatentBatch(generator.Layout, count));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        float[] images = new float[count * generator.ImageShape.Size];
        generator.Decode(positives, images);
        return images;
    }
}
