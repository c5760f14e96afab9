using Microsoft.ML;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>Graphs as other people export them: of a fixed batch, of other numbers, of other values than images have.</summary>
public sealed class OwnGraphTests : IDisposable
{
    const int Pixels = 4;

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_graph_of_a_fixed_batch_decodes_any_number_of_samples(int batch)
    {
        using var fixedOne = new OnnxGenerator(Graph(batch, "Sigmoid").Save(_folder.File("fixed.onnx")));
        using var free = new OnnxGenerator(Graph("N", "Sigmoid").Save(_folder.File("free.onnx")));
        foreach (int count in new[] { 1, 2, 3, 7 }) Assert.Equal(Decode(free, count), Decode(fixedOne, count));
    }

    [Fact]
    public void Different_fixed_batches_are_refused_by_file_and_sizes()
    {
        string path = new ModelWriter().Input("z", 2, 1, 2, 2).Input("y", 3, 4).Output("image", 2, 1, 2, 2).Node("Sigmoid", ["z"], "image").Save(_folder.File("two.onnx"));
        var e = Assert.Throws<InvalidDataException>(() => new OnnxGenerator(path));
        Assert.StartsWith($"'{path}'", e.Message);
    }

    [Fact]
    public void Half_precision_is_read()
    {
        using var half = new OnnxGenerator(Graph("N", "Sigmoid").Typed("z", "Float16").Typed("image", "Float16").Save(_folder.File("half.onnx")));
        using var single = new OnnxGenerator(Graph("N", "Sigmoid").Save(_folder.File("single.onnx")));
        var (expected, actual) = (Decode(single, 6), Decode(half, 6));
        // A half has 11 bits, and both the latent and the image are rounded.
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
        Assert.NotEqual(expected, actual);
    }

    [Fact]
    public void Bytes_are_refused_by_file_tensor_type_and_remedy()
    {
        string path = new ModelWriter().Input("z", "N", 1, 2, 2).Output("image", "N", 1, 2, 2).Typed("image", "Uint8").Cast("z", "image", "Uint8")
            .Save(_folder.File("bytes.onnx"));
        var e = Assert.Throws<InvalidDataException>(() => new OnnxGenerator(path));
        Assert.Equal(
            $"Tensor 'image' of '{path}' holds UInt8; only float32 and float16 are read. Export the graph without its last Cast, with images in [0, 1].", e.Message);
    }

    [Theory]
    [InlineData("Log", "Generator 'own' makes images that hold NaN (first in image ")]
    [InlineData("Tanh", "Where it ends in tanh, let (x + 1) / 2 be its output, and save it again.")]
    [InlineData("Exp", "and a pixel lies in [0, 1]. Scale its output to [0, 1], and save it again.")]
    public void Values_that_are_no_pixels_are_refused(string last, string word)
    {
        using var generator = new OnnxGenerator(Graph("N", last).Save(_folder.File("own.onnx")));
        var latents = Latents(generator, 20);
        var e = Assert.Throws<InvalidDataException>(() => generator.DecodeChecked(latents, new float[20 * Pixels]));
        Assert.Contains(word, e.Message);
    }

    [Fact]
    public void MLNET_is_not_given_what_it_cannot_run()
    {
        var transforms = new MLContext(1).Transforms;
        string fours = PlainModels.Encoder(batch: 4).Save(_folder.File("fours.onnx"));
        Assert.Contains("takes 4 images at a time", Assert.Throws<InvalidDataException>(() => transforms.ApplyEncoder("Features", "Image", fours)).Message);
        string half = new ModelWriter().Input("Image", "N", 4).Output("Features", "N", 4).Typed("Image", "Float16").Typed("Features", "Float16")
            .Node("Sigmoid", ["Image"], "Features").Save(_folder.File("half.onnx"));
        Assert.Contains("float16", Assert.Throws<InvalidDataException>(() => transforms.ApplyEncoder("Features", "Image", half)).Message);
    }

    [Fact]
    public void An_encoder_of_a_fixed_batch_encodes_any_number_of_images()
    {
        using var encoder = new OnnxEncoder(PlainModels.Encoder(batch: 4).Save(_folder.File("fours.onnx")));
        float[] images = [.. Enumerable.Range(0, 11 * PlainModels.InputSize).Select(i => MathF.Sin(i))];
        float[] expected = PlainModels.Features(images), actual = encoder.Encode(images, batchSize: 3);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Features_that_are_no_numbers_are_refused_with_image_and_cause()
    {
        string path = new ModelWriter().Input("Image", "N", 2).Output("Features", "N", 2).Node("Sqrt", ["Image"], "Features").Save(_folder.File("root.onnx"));
        using var encoder = new OnnxEncoder(path);
        var damaged = Assert.Throws<InvalidDataException>(() => encoder.Encode([1, 2, 3, -4]));
        Assert.StartsWith($"'{path}' gives the feature NaN for image 1: the image's numbers are finite", damaged.Message);
        var image = Assert.Throws<InvalidDataException>(() => encoder.Encode([1, 2, 3, 4, 5, float.NaN]));
        Assert.Equal($"'{path}' gives the feature NaN for image 2: number 1 of that image is NaN.", image.Message);
    }

    public void Dispose() => _folder.Dispose();

    static ModelWriter Graph(object batch, string last) => new ModelWriter().Input("z", batch, 1, 2, 2).Output("image", batch, 1, 2, 2).Node(last, ["z"], "image");

    static LatentBatch Latents(OnnxGenerator generator, int count)
    {
        var latents = new LatentBatch(generator.Layout, count);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 4).SampleAnchors(0, latents);
        return latents;
    }

    static float[] Decode(OnnxGenerator generator, int count)
    {
        float[] images = new float[count * Pixels];
        generator.DecodeChecked(Latents(generator, count), images);
        return images;
    }
}
