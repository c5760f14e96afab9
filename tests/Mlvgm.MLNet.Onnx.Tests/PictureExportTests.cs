using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.Testing.Onnx;
using SkiaSharp;

namespace Mlvgm.MLNet.Onnx.Tests;

/// <summary>Encoders whose graphs take pictures of any size, for programs that have ONNX Runtime alone.</summary>
public sealed class PictureExportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<ImageResize, int, bool> Rules => new()
    {
        { ImageResize.Fit, 3, false },
        { ImageResize.Crop, 3, true },
        { ImageResize.Stretch, 3, false },
        { ImageResize.Fit, 1, true },
        { ImageResize.Crop, 1, false },
    };

    [Theory, MemberData(nameof(Rules))]
    public void A_bare_session_gives_nearly_the_features_of_the_library(ImageResize resize, int channels, bool isOutside)
    {
        using var encoder = Encoder(resize, channels, isOutside, white: 255);
        string whole = _folder.File("whole.onnx");
        encoder.ExportForPictures(whole);
        foreach (var (width, height) in new[] { (61, 40), (20, 90), (16, 12), (9, 10), (40, 6), (300, 200) })
        {
            string file = Picture(width, height);
            float[] expected = encoder.Encode(file), actual = Run(whole, file);
            // Features are the pixels, in the range of the encoder; both filters see a smooth picture alike.
            double scale = isOutside ? 1.0 / 60 : 1;
            double[] differences = [.. expected.Zip(actual, (a, b) => Math.Abs(a - b) / scale)];
            Assert.True(differences.Average() < 3, $"{resize} {width}x{height}: mean {differences.Average()}");
            Assert.True(differences.Max() < 20, $"{resize} {width}x{height}: most {differences.Max()}");
        }
    }

    [Theory]
    [InlineData(ImageResize.Fit)]
    [InlineData(ImageResize.Crop)]
    [InlineData(ImageResize.Stretch)]
    public void Pictures_of_the_encoders_size_are_left_as_they_are(ImageResize resize)
    {
        using var encoder = Encoder(resize, channels: 3, isOutside: false, white: 1);
        encoder.ExportForPictures(_folder.File("whole.onnx"));
        string file = Picture(16, 12);
        Assert.All(encoder.Encode(file).Zip(Run(_folder.File("whole.onnx"), file)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.Single(Run(_folder.File("whole.onnx"), Picture(1, 1)).Distinct().Where(value => value > 0).Select(value => 1).Distinct());
    }

    [Fact]
    public void ML_NET_alone_gives_it_pixels_as_ExtractPixels_makes_them()
    {
        using var encoder = Encoder(ImageResize.Crop, channels: 3, isOutside: true, white: 255);
        string whole = _folder.File("whole.onnx"), file = Picture(48, 36);
        encoder.ExportForPictures(whole);
        var ml = new MLContext();
        var rows = ml.Data.LoadFromEnumerable([new Row { ImagePath = file }]);
        var pipeline = ml.Transforms.LoadImages("Image", "", "ImagePath").Append(ml.Transforms.ResizeImages("Sized", 48, 36, "Image"))
            .Append(ml.Transforms.ExtractPixels("pictures", "Sized")).Append(ml.Transforms.ApplyOnnxModel(
                ["Features"], ["pictures"], whole, new Dictionary<string, int[]> { ["pictures"] = [1, 3, 36, 48] }, gpuDeviceId: null, fallbackToCpu: false));
        float[] features = pipeline.Fit(rows).Transform(rows).GetColumn<float[]>("Features").Single();
        Assert.All(Run(whole, file).Zip(features), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void The_rest_of_the_graph_is_as_it_was_and_it_is_no_card_any_more()
    {
        using var encoder = Encoder(ImageResize.Crop, channels: 3, isOutside: true, white: 1);
        string whole = _folder.File("whole.onnx");
        encoder.ExportForPictures(whole);
        var (before, after) = (GraphText.Read(_folder.File("encoder.onnx")), GraphText.Read(whole));
        Assert.Equal(before.Lines.Where(line => !line.StartsWith("input", StringComparison.Ordinal)), after.Lines.Where(before.Lines.Contains));
        Assert.Equal(before.Weights, after.Weights);
        Assert.False(EncoderCard.IsIn(whole));
        using var session = new InferenceSession(whole);
        Assert.Equal(["pictures"], session.InputNames);
        Assert.Equal([-1, 3, -1, -1], session.InputMetadata["pictures"].Dimensions);
        Assert.Contains("mlvgm.resize=Crop", session.ModelMetadata.CustomMetadataMap["mlvgm.pictures"]);
    }

    [Fact]
    public void What_cannot_take_pictures_is_refused()
    {
        var told = new EncoderInputOptions { PixelMaximum = 1 };
        string old = Network(3).OperatorSet(9).Save(_folder.File("old.onnx")), path = Network(3).Save(_folder.File("network.onnx")), target = _folder.File("whole.onnx");
        using (var encoder = new OnnxEncoder(old, input: told))
            Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => encoder.ExportForPictures(target)).Message);
        using (var encoder = new OnnxEncoder(path))
            Assert.Throws<InvalidOperationException>(() => encoder.ExportForPictures(target));
        string prepare = new ModelWriter().Input("X", "N", 3, 12, 16).Output("Y", "N", 3, 12, 16).Node("Relu", ["X"], "Y").Save(_folder.File("prepare.onnx"));
        using (var encoder = new OnnxEncoder(path, input: told with { Prepare = prepare }))
            Assert.Contains("one ONNX file", Assert.Throws<InvalidDataException>(() => encoder.ExportForPictures(target)).Message);
        Assert.False(File.Exists(target));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The pixels themselves are the features.</summary>
    static ModelWriter Network(int channels) => new ModelWriter().Input("Image", "N", channels, 12, 16).Output("Features", "N", channels * 192)
        .Floats("one", [1], 1).Node("Mul", ["Image", "one"], "same").Node("Flatten", ["same"], "Features");

    OnnxEncoder Encoder(ImageResize resize, int channels, bool isOutside, float white)
    {
        string path = Network(channels).Save(_folder.File("encoder.onnx"));
        EncoderCard.Of(path, new EncoderInputOptions
        {
            PixelMaximum = white,
            Resize = resize,
            Mean = isOutside ? [0.4f * white] : null,
            StandardDeviation = isOutside ? [60 * white / 255] : null,
        }).WriteInto(path);
        return new OnnxEncoder(path);
    }

    static float[] Run(string path, string file)
    {
        using var image = SKBitmap.Decode(file);
        float[] pixels = new float[3 * image.Width * image.Height];
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            var colour = image.GetPixel(i % image.Width, i / image.Width);
            (pixels[i], pixels[image.Width * image.Height + i], pixels[2 * image.Width * image.Height + i]) = (colour.Red, colour.Green, colour.Blue);
        }
        using var session = new InferenceSession(path);
        using var value = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, image.Height, image.Width]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["pictures"], [value], ["Features"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    string Picture(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < width * height; i++)
        {
            double x = (i % width + 0.5) / width, y = (i / width + 0.5) / height;
            bitmap.SetPixel(i % width, i / width, new SKColor((byte)(40 + 180 * x), (byte)(200 - 150 * y), (byte)(120 + 80 * Math.Sin(3 * x + 2 * y))));
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        string path = _folder.File($"{width}x{height}.png");
        File.WriteAllBytes(path, data.ToArray());
        return path;
    }

    sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
