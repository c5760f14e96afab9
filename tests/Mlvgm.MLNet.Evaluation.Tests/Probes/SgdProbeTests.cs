using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Evaluation.Tests.Probes;

public sealed class SgdProbeTests : IDisposable
{
    // Not a multiple of the batch: the last, partial one must count.
    const int TrainImages = 70;
    const int TestImages = 33;
    static readonly ImageShape Shape = new(3, 2, 2);

    static readonly EncoderCard Card = new()
    {
        Name = "tiny",
        InputShape = Shape,
        PixelMaximum = 1,
        Mean = [0, 0, 0],
        StandardDeviation = [1, 1, 1],
        FeatureWidth = PlainModels.FeatureWidth,
    };

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Classes_of_different_brightness_are_told_apart_and_every_test_image_counts()
    {
        var result = Evaluate(seed: 1);
        Assert.Equal((TrainImages, TestImages), (result.TrainRows, result.TestRows));
        Assert.Equal(TestImages, result.Confusion.Counts.SelectMany(row => row).Sum());
        Assert.Equal(1, result.Top1);
        Assert.Equal(1, result.Top5);
    }

    [Fact]
    public void One_seed_gives_one_result()
    {
        List<double> first = [], second = [], other = [];
        Evaluate(seed: 1, first.Add);
        Evaluate(seed: 1, second.Add);
        Evaluate(seed: 2, other.Add);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Images_of_another_size_than_the_encoders_are_refused()
    {
        using var encoder = Encoder();
        var probe = new SgdProbe(encoder, Card with { InputShape = new ImageShape(3, 4, 4) });
        Assert.Contains("read them at that size", Assert.Throws<ArgumentException>(() => probe.Evaluate(Images(4), Images(4), 0)).Message);
    }

    [Fact]
    public void Other_classes_in_the_test_images_are_refused()
    {
        using var encoder = Encoder();
        var test = new ImageDataset(Shape, new byte[Shape.Size], [0], ["dark", "brown"]);
        var error = Assert.Throws<ArgumentException>(() => new SgdProbe(encoder, Card).Evaluate(Images(4), test, 0));
        Assert.Contains("'light' is only in train, 'brown' is only in test", error.Message);
    }

    [Theory]
    [InlineData(0, 1, 1, 0.2, "LearningRate (--learning-rate) is 0; it is above 0.")]
    [InlineData(1, 0, 1, 0.2, "Epochs (--epochs) is 0; it is in [1, 100000].")]
    [InlineData(1, 1, 0, 0.2, "BatchSize (--batch) is 0; it is 1 or more.")]
    [InlineData(
        double.NaN, 1, 1, 0, "LearningRate (--learning-rate) is NaN; it is above 0.", "MinimumCropScale (--minimum-crop) is 0; it is in (0, 1].")]
    public void Options_outside_their_range_are_refused_all_at_once(double rate, int epochs, int batch, double crop, params string[] violations)
    {
        using var encoder = Encoder();
        var options = new SgdProbe.Options { LearningRate = rate, Epochs = epochs, BatchSize = batch, MinimumCropScale = crop };
        Assert.Equal(violations, Assert.Throws<SettingsException>(() => new SgdProbe(encoder, Card, options)).Violations);
    }

    public void Dispose() => _folder.Dispose();

    ProbeResult Evaluate(ulong seed, Action<double>? loss = null)
    {
        using var encoder = Encoder();
        var probe = new SgdProbe(encoder, Card, new SgdProbe.Options { Epochs = 20, BatchSize = 32, LearningRate = 0.1 });
        return probe.Evaluate(Images(TrainImages), Images(TestImages), seed, (_, _, value) => loss?.Invoke(value));
    }

    static ImageDataset Images(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * Shape.Size).Select(i => (byte)(i / Shape.Size % 2 * 180 + i * 7 % 60))];
        return new ImageDataset(Shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["dark", "light"]);
    }

    OnnxEncoder Encoder() => new(PlainModels.Encoder().Save(_folder.File($"{Guid.NewGuid():N}.onnx")));
}
