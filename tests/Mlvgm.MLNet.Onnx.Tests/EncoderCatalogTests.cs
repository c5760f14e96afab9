using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Onnx.Tests;

public class EncoderCatalogTests
{
    [Fact]
    public void Every_row_gets_the_features_of_its_image()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        var rows = Rows(20);
        var model = ml.Transforms.ApplyEncoder("Features", "Image", Encoder(folder)).Fit(ml.Data.LoadFromEnumerable(rows));
        var features = model.Transform(ml.Data.LoadFromEnumerable(rows)).GetColumn<float[]>("Features").ToList();
        Assert.Equal(rows.Count, features.Count);
        foreach (var (row, actual) in rows.Zip(features))
        {
            float[] expected = PlainModels.Features(row.Image);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    [Fact]
    public void A_trained_pipeline_on_encoded_images_loads_and_predicts_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        var data = ml.Data.LoadFromEnumerable(Rows(40));
        var model = ml.Transforms.ApplyEncoder("Features", "Image", Encoder(folder))
            .AppendCacheCheckpoint(ml)
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(data);
        ml.Model.Save(model, data.Schema, folder.File("model.zip"));
        var loaded = new MLContext(2).Model.Load(folder.File("model.zip"), out _);
        Assert.Equal(Scores(model.Transform(data)), Scores(loaded.Transform(data)));
    }

    [Fact]
    public void Columns_must_be_called_as_the_tensors()
    {
        using var folder = new TemporaryFolder();
        string path = Encoder(folder);
        var transforms = new MLContext(1).Transforms;
        var input = Assert.Throws<ArgumentOutOfRangeException>(() => transforms.ApplyEncoder("Features", "Pixels", path));
        Assert.Contains("Schema mismatch for input column 'Pixels'", input.Message);
        Assert.Contains("'Image'", input.Message);
        var output = Assert.Throws<ArgumentOutOfRangeException>(() => transforms.ApplyEncoder("Code", "Image", path));
        Assert.Contains("Schema mismatch for output column 'Code'", output.Message);
        Assert.Contains("'Features'", output.Message);
    }

    [Fact]
    public void A_missing_column_and_one_of_another_size_are_errors_before_any_row()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        var estimator = ml.Transforms.ApplyEncoder("Features", "Image", Encoder(folder));
        var missing = Assert.ThrowsAny<Exception>(() => estimator.Fit(ml.Data.LoadFromEnumerable([new { Other = 1f }])));
        Assert.Contains("Could not find input column 'Image'", missing.Message);
        var small = Assert.ThrowsAny<Exception>(() => estimator.Fit(ml.Data.LoadFromEnumerable([new Small()])));
        Assert.Contains("Image", small.Message);
        Assert.Contains("11", small.Message);
    }

    [Fact]
    public void A_missing_or_corrupt_file_is_an_error_at_once()
    {
        using var folder = new TemporaryFolder();
        var transforms = new MLContext(1).Transforms;
        Assert.Throws<FileNotFoundException>(() => transforms.ApplyEncoder("Features", "Image", folder.File("none.onnx")));
        File.WriteAllText(folder.File("text.onnx"), "not a model");
        Assert.Throws<InvalidDataException>(() => transforms.ApplyEncoder("Features", "Image", folder.File("text.onnx")));
    }

    [Theory]
    [InlineData(1, 128, "Row 2 of column 'Image' has the pixel 128 at 5, and pixels lie in [0, 1]: where white is 255, as ExtractPixels makes it, divide by it")]
    [InlineData(1, 0.5f, null)]
    [InlineData(255, 128, null)]
    [InlineData(255, 300, "pixels lie in [0, 255]: scale them to that range")]
    [InlineData(1, float.NaN, "no finite number")]
    [InlineData(1, -1, "pixels lie in [0, 1]: scale them")]
    [InlineData(null, 128, null)]
    public void Pixels_of_another_range_than_the_cards_are_refused_before_any_feature(int? white, float pixel, string? expected)
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        string path = white is null ? Encoder(folder) : WithCard(folder, white.Value);
        var rows = Rows(4, white ?? 1);
        rows[2].Image[5] = pixel;
        var data = ml.Data.LoadFromEnumerable(rows);
        using var encoder = new OnnxEncoder(path);
        string? fitted = Record.Exception(() => ml.Transforms.ApplyEncoder("Features", "Image", path).Fit(data))?.Message;
        string? encoded = Record.Exception(() => encoder.Encode([.. rows.SelectMany(row => row.Image)]))?.Message;
        if (expected is null) Assert.Equal((null, null), (fitted, encoded));
        else Assert.Contains(expected, fitted);
        if (expected is not null) Assert.Contains(expected.Replace("Row 2 of column 'Image'", $"Image 2 for '{path}'", StringComparison.Ordinal), encoded);
    }

    [Fact]
    public void Pixels_up_to_1_for_an_encoder_whose_white_is_255_are_warned_of()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        var warnings = new List<string>();
        ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning) warnings.Add(message.RawMessage);
        };
        string path = WithCard(folder, 255);
        ml.Transforms.ApplyEncoder("Features", "Image", path).Fit(ml.Data.LoadFromEnumerable(Rows(40, 255)));
        Assert.Empty(warnings);
        // A black image among them says nothing.
        var dark = Rows(40, 1);
        Array.Clear(dark[0].Image);
        ml.Transforms.ApplyEncoder("Features", "Image", path).Fit(ml.Data.LoadFromEnumerable(dark));
        Assert.Contains("white is 255", Assert.Single(warnings));
        Assert.Contains("Multiply them by 255", warnings[0]);
    }

    [Fact]
    public void Without_CUDA_a_GPU_is_refused_or_given_up_as_asked()
    {
        Assert.SkipWhen(OnnxProviders.HasCuda, "This ONNX Runtime has CUDA.");
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        string path = Encoder(folder);
        Assert.Throws<InvalidOperationException>(() => ml.Transforms.ApplyEncoder("Features", "Image", path, gpuDeviceId: 0));
        var data = ml.Data.LoadFromEnumerable(Rows(2));
        using var model = ml.Transforms.ApplyEncoder("Features", "Image", path, gpuDeviceId: 0, fallbackToCpu: true).Fit(data);
        Assert.Equal(2, model.Transform(data).GetColumn<float[]>("Features").Count());
    }

    static string Encoder(TemporaryFolder folder) => PlainModels.Encoder().Save(folder.File("encoder.onnx"));

    static string WithCard(TemporaryFolder folder, float white)
    {
        var card = new EncoderCard
        {
            Name = "plain",
            InputShape = new ImageShape(3, 2, 2),
            PixelMaximum = white,
            Mean = [0, 0, 0],
            StandardDeviation = [1, 1, 1],
            FeatureWidth = PlainModels.FeatureWidth,
        };
        return PlainModels.Encoder().Metadata(card.ToMetadata()).Save(folder.File("card.onnx"));
    }

    static float[] Scores(IDataView view) => [.. view.GetColumn<float[]>("Score").SelectMany(score => score)];

    static List<Row> Rows(int count, float white = 1) => [.. Enumerable.Range(0, count).Select(i => new Row
    {
        Image = [.. Enumerable.Range(0, PlainModels.InputSize).Select(j => white * MathF.Abs(MathF.Sin(i * 31 + j)))],
        Label = i % 2,
    })];

    sealed class Small
    {
        [VectorType(11)]
        public float[] Image = new float[11];
    }

    sealed class Row
    {
        [VectorType(3, 2, 2)]
        public float[] Image = [];
        public float Label;
    }
}
