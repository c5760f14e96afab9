using CsCheck;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

public class OnnxGeneratorTests
{
    [Fact]
    public void Latents_name_and_image_shape_come_from_the_file()
    {
        using var folder = new TemporaryFolder();
        using var generator = new OnnxGenerator(PlainModels.Generator().Save(folder.File("tiny.onnx")));
        Assert.Equal("tiny", generator.Name);
        Assert.Equal(new ImageShape(1, 2, 2), generator.ImageShape);
        Assert.Equal(["z_global", "z_local"], generator.Layout.Latents.Select(latent => latent.Name));
        Assert.Equal([1, 2, 2], generator.Layout.Latents[1].Shape);
        Assert.All(generator.Layout.Latents, latent => Assert.Equal(TruncatedNormal.Standard, latent.Prior));
    }

    [Fact]
    public void Images_are_those_of_the_graph()
    {
        using var folder = new TemporaryFolder();
        using var generator = new OnnxGenerator(PlainModels.Generator().Save(folder.File("tiny.onnx")));
        Gen.Select(Gen.Float[-3, 3], Gen.Float[-3, 3].Array[4]).Array[1, 5].Sample(samples =>
        {
            var latents = new LatentBatch(generator.Layout, samples.Length);
            float[] images = new float[samples.Length * 4];
            for (int row = 0; row < samples.Length; row++)
            {
                latents.Row(0, row)[0] = samples[row].Item1;
                samples[row].Item2.CopyTo(latents.Row(1, row));
            }
            generator.Decode(latents, images);
            for (int i = 0; i < images.Length; i++)
                Assert.Equal(1 / (1 + MathF.Exp(-samples[i / 4].Item1 - samples[i / 4].Item2[i % 4])), images[i], 1e-6f);
        });
    }

    [Fact]
    public void Foreign_latents_and_a_destination_of_another_size_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var generator = new OnnxGenerator(PlainModels.Generator().Save(folder.File("tiny.onnx")));
        var foreign = new LatentLayout(generator.Layout.Latents);
        Assert.Throws<ArgumentException>(() => generator.Decode(new LatentBatch(foreign, 1), new float[4]));
        Assert.Throws<ArgumentException>(() => generator.Decode(new LatentBatch(generator.Layout, 1), new float[5]));
    }

    [Fact]
    public void An_encoder_is_not_taken_for_a_generator()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<InvalidDataException>(() => new OnnxGenerator(PlainModels.Encoder().Save(folder.File("encoder.onnx"))));
        Assert.Contains("'Features'", e.Message);
    }
}
