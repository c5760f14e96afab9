using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Evaluation.Tests.Labels;

public sealed class DatasetFeaturesTests : IDisposable
{
    // More than one batch of 64, the last one partial.
    const int Images = 150;
    static readonly byte[] Bytes = [.. Enumerable.Range(0, Images * PlainModels.InputSize).Select(i => (byte)(i * 7))];
    static readonly ImageDataset Dataset = new(new ImageShape(3, 2, 2), Bytes, [.. Enumerable.Range(0, Images).Select(i => i % 2)], ["a", "b"]);
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Pixels_are_the_images_between_0_and_1()
    {
        var features = DatasetFeatures.Pixels(Dataset);
        Assert.Equal((PlainModels.InputSize, 2, Images), (features.Width, features.Classes, features.Count));
        Assert.Equal(Bytes[^1] / 255f, features.Rows[^1].Features[^1], 6);
        Assert.Equal(Dataset.Labels, features.Labels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public void An_encoder_sees_every_image_in_its_own_pixel_range(float pixelMaximum)
    {
        using var encoder = Encoder();
        float[] pixels = [.. Bytes.Select(value => value / 255f * pixelMaximum)];
        float[] expected = PlainModels.Features(pixels);
        var actual = DatasetFeatures.Encode(Dataset, encoder, pixelMaximum).Rows.SelectMany(row => row.Features).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var encoder = Encoder();
        var other = new ImageDataset(new ImageShape(1, 2, 2), new byte[4], [0], ["a"]);
        var error = Assert.Throws<ArgumentException>(() => DatasetFeatures.Encode(other, encoder));
        Assert.Contains("The images are 1x2x2, the encoder takes 3x2x2.", error.Message);
    }

    [Fact]
    public void Images_without_labels_are_refused()
    {
        var unlabelled = new ImageDataset(new ImageShape(1, 2, 2), new byte[4], [], []);
        Assert.Contains("has no labels", Assert.Throws<ArgumentException>(() => DatasetFeatures.Pixels(unlabelled)).Message);
    }

    [Fact]
    public void Cancellation_stops_between_batches()
    {
        using var encoder = Encoder();
        Assert.Throws<OperationCanceledException>(() => DatasetFeatures.Encode(Dataset, encoder, 1, new CancellationToken(canceled: true)));
    }

    public void Dispose() => _folder.Dispose();

    OnnxEncoder Encoder() => new(PlainModels.Encoder().Save(_folder.File("encoder.onnx")));
}
