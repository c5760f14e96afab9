using Consumer;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;

namespace Mlvgm.MLNet.Tests.Encoders;

/// <summary>The estimator and its transformer among those of ML.NET.</summary>
public sealed class EncoderPipelineTests : EncoderTests
{
    [Fact]
    public void A_saved_model_gives_equal_features_after_loading()
    {
        using var model = Estimator().Fit(Views());
        var images = ML.Data.TakeRows(Views(), 5);
        float[][] expected = [.. model.Transform(images).GetColumn<float[]>("Features")];
        ML.Model.Save(model, images.Schema, Folder.File("model.zip"));
        File.Delete(Path.Combine(Run, "encoder.onnx"));
        var loaded = new MLContext().Model.Load(Folder.File("model.zip"), out _);
        Assert.Equal(expected, loaded.Transform(images).GetColumn<float[]>("Features"));
        Assert.Equal(32, expected[0].Length);
        (loaded as IDisposable)?.Dispose();
    }

    [Fact]
    public async Task A_saved_model_gives_equal_bits_in_a_process_that_knows_neither_TorchSharp_nor_this_library()
    {
        var images = ML.Data.TakeRows(Views(), 5);
        using var model = Estimator().Fit(Views());
        ML.Model.Save(model, images.Schema, Folder.File("model.zip"));
        var second = await ConsumerProcess.Predict(
            Folder.File("model.zip"), [.. images.GetColumn<float[]>("Image").SelectMany(image => image)], "Image", "Features");
        Assert.Equal(model.Transform(images).GetColumn<float[]>("Features").SelectMany(features => features), second.Outputs);
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal));
    }

    [Fact]
    public void A_view_of_images_trains_by_rows()
    {
        var trained = Estimator().Train(LabelledImages());
        Assert.Equal(3, trained.Training.Steps);
        Assert.Equal(("rows", "none"), (trained.Card.Training!.Generator, trained.Card.Training.Strategy));
    }

    [Fact]
    public void A_view_behind_a_transform_trains_by_rows_of_both_columns()
    {
        var views = Views();
        var copied = ML.Transforms.CopyColumns("Anchor", "Image").Fit(views).Transform(views);
        var trained = Estimator(options => options with { PositiveColumnName = "Positive" }, input: "Anchor").Train(copied);
        Assert.Equal(3, trained.Training.Steps);
        Assert.Equal("column", trained.Card.Training!.Strategy);
    }

    [Fact]
    public void An_encoder_fits_into_a_pipeline_with_a_trainer_of_mlnet()
    {
        var images = LabelledImages();
        var pipeline = Estimator().AppendCacheCheckpoint(ML)
            .Append(ML.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Features"));
        var predictions = pipeline.Fit(images).Transform(images);
        // Dark and bright images: two classes that any features tell apart.
        Assert.Equal(1, ML.MulticlassClassification.Evaluate(predictions).MicroAccuracy);
    }

    [Fact]
    public void Pixels_up_to_255_are_scaled_inside_the_graph()
    {
        var images = LabelledImages();
        var scaling = ML.Transforms.CustomMapping<Pixels, Scaled>((from, to) => to.Bytes = [.. from.Image!.Select(p => p * 255)], null);
        var scaled = scaling.Fit(images).Transform(images);
        var plain = Estimator(options => options with { Training = options.Training with { Steps = 0 } });
        var bytes = Estimator(options => options with { Training = options.Training with { Steps = 0 }, Images = options.Images with { PixelRange = PixelRange.ZeroTo255 } }, "Bytes");
        float[] expected = First(plain.Fit(images).Transform(images));
        float[] actual = First(bytes.Fit(scaled).Transform(scaled));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 4);

        static float[] First(IDataView view) => view.GetColumn<float[]>("Features").First();
    }

    [Fact]
    public void The_log_says_device_speed_and_the_difference_to_onnx()
    {
        var lines = new List<string>();
        ML.Log += (_, entry) =>
        {
            if (entry.Source.StartsWith(nameof(SelfSupervisedEncoderEstimator), StringComparison.Ordinal)) lines.Add(entry.RawMessage);
        };
        Estimator(options => options with { Device = "cpu" }).Train(Views());
        Assert.Contains("cpu was asked for.", lines);
        Assert.Contains(lines, line => line.StartsWith("3 steps in ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("largest difference between module and ONNX Runtime"));
    }

    [Fact]
    public void The_output_schema_adds_a_vector_of_single()
    {
        var views = LabelledImages();
        var pipeline = Estimator().Append(ML.Transforms.NormalizeMinMax("Features"));
        Assert.Contains("Features", pipeline.Fit(views).Transform(views).Schema.Select(column => column.Name));
    }

    sealed class Pixels
    {
        [VectorType(3, 16, 16)]
        public float[]? Image { get; set; }
    }

    sealed class Scaled
    {
        [VectorType(3, 16, 16)]
        public float[]? Bytes { get; set; }
    }
}
