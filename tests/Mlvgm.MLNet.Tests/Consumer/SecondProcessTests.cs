using System.Runtime.InteropServices;
using Consumer;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Consumer;

/// <summary>A pipeline made here, with TorchSharp, and used in a process that has only ML.NET and ONNX Runtime.</summary>
public class SecondProcessTests
{
    const int Classes = 3;
    const int Rows = 24;
    const int Side = 8;
    const int FeatureWidth = 16;

    [Fact]
    public async Task A_saved_pipeline_predicts_the_same_bits_in_a_second_process_without_TorchSharp()
    {
        string folder = Directory.CreateTempSubdirectory("mlvgm-second-process-").FullName;
        try
        {
            string encoder = ExportEncoder(Path.Combine(folder, "encoder.onnx"));
            var ml = new MLContext(1);
            float[][] images = Images();
            var data = ml.Data.LoadFromEnumerable(images.Select((pixels, i) => new Row { Image = pixels, Label = i % Classes }));
            var model = ml.Transforms.ApplyEncoder("Features", "Image", encoder)
                .AppendCacheCheckpoint(ml)
                .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
                .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
                .Fit(data);
            string pipeline = Path.Combine(folder, "model.zip");
            ml.Model.Save(model, data.Schema, pipeline);
            float[] here = [.. model.Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)];
            float[] inputs = [.. images.SelectMany(pixels => pixels)];

            var second = await ConsumerProcess.Predict(pipeline, inputs, "Image", "Score");

            Assert.Equal(Rows * Classes, here.Length);
            Assert.Equal(here, second.Outputs);
            Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
            Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("MLVGM_WRITE_CONSUMER_FIXTURE") is { Length: > 0 } fixture)
                WriteFixture(fixture, encoder, pipeline, inputs, here);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string ExportEncoder(string path)
    {
        using var module = Sequential(
            ("conv", Conv2d(3, FeatureWidth, 3, stride: 2, padding: 1)), ("norm", BatchNorm2d(FeatureWidth)), ("relu", ReLU()),
            ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()));
        var card = new EncoderCard
        {
            Name = "consumer-fixture",
            InputShape = new(3, Side, Side),
            PixelMaximum = 1,
            Mean = [0.5f, 0.5f, 0.5f],
            StandardDeviation = [0.25f, 0.25f, 0.25f],
            FeatureWidth = FeatureWidth,
            Licence = "MIT",
        };
        OnnxExporter.Export(module, path, new OnnxExportOptions
        {
            Inputs = [new OnnxInput("Image", 3, Side, Side) { Normalization = new OnnxNormalization(card.Mean, card.StandardDeviation) }],
            OutputNames = ["Features"],
            Metadata = card.ToMetadata(),
        });
        return path;
    }

    /// <summary>Noise, and per class a brighter channel.</summary>
    static float[][] Images() => [.. Enumerable.Range(0, Rows).Select(row =>
    {
        var stream = new RandomStream(new SeedKey(7, "test/consumer", step: row));
        float[] pixels = new float[3 * Side * Side];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (float)(0.5 * stream.NextDouble()) + (i / (Side * Side) == row % Classes ? 0.5f : 0);
        return pixels;
    })];

    static void WriteFixture(string folder, string encoder, string pipeline, float[] images, float[] scores)
    {
        Directory.CreateDirectory(folder);
        File.Copy(encoder, Path.Combine(folder, "encoder.onnx"), overwrite: true);
        File.Copy(pipeline, Path.Combine(folder, "model.zip"), overwrite: true);
        File.WriteAllBytes(Path.Combine(folder, "images.f32"), MemoryMarshal.AsBytes(images.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "scores.f32"), MemoryMarshal.AsBytes(scores.AsSpan()));
    }

    sealed class Row
    {
        [VectorType(3, Side, Side)]
        public float[] Image = [];
        public float Label;
    }
}
