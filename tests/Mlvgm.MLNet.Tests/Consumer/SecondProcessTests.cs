using System.Runtime.InteropServices;
using Consumer;
using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Tests.Consumer;

/// <summary>A pipeline trained here, with TorchSharp, and used in a process that has only ML.NET and ONNX Runtime.</summary>
public class SecondProcessTests
{
    const int Classes = 3;
    const int Rows = 18;
    const int Side = 8;

    [Fact]
    public async Task A_trained_pipeline_predicts_the_same_bits_in_a_second_process_without_TorchSharp()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        float[][] images = Images();
        var data = ml.Data.LoadFromEnumerable(images.Select((pixels, i) => new Row { Image = pixels, Label = i % Classes }));
        var options = new SelfSupervisedEncoderEstimator.Options
        {
            Backbone = new ResNetOptions("resnet18") { Width = 2 },
            Training = new() { BatchSize = 6, Steps = 2 },
            Run = new() { Directory = folder.Path },
        };
        using var model = ml.Transforms.SelfSupervisedEncoder("Features", "Image", options)
            .AppendCacheCheckpoint(ml)
            .Append(ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(data);
        ml.Model.Save(model, data.Schema, folder.File("model.zip"));
        float[] here = [.. model.Transform(data).GetColumn<float[]>("Score").SelectMany(score => score)];
        float[] inputs = [.. images.SelectMany(pixels => pixels)];

        var second = await ConsumerProcess.Predict(folder.File("model.zip"), inputs, "Image", "Score");

        Assert.Equal(Rows * Classes, here.Length);
        Assert.Equal(here, second.Outputs);
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("TorchSharp", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Assemblies, name => name.StartsWith("Mlvgm", StringComparison.Ordinal));
        WriteFixture(folder, inputs, here);
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

    /// <summary>Keeps what was made as the fixture of Consumer.Tests, where MLVGM_WRITE_CONSUMER_FIXTURE says.</summary>
    static void WriteFixture(TemporaryFolder made, float[] images, float[] scores)
    {
        if (Environment.GetEnvironmentVariable("MLVGM_WRITE_CONSUMER_FIXTURE") is not { Length: > 0 } fixture) return;
        Directory.CreateDirectory(fixture);
        File.Copy(made.File("encoder.onnx"), Path.Combine(fixture, "encoder.onnx"), overwrite: true);
        File.Copy(made.File("model.zip"), Path.Combine(fixture, "model.zip"), overwrite: true);
        File.WriteAllBytes(Path.Combine(fixture, "images.f32"), MemoryMarshal.AsBytes(images.AsSpan()));
        File.WriteAllBytes(Path.Combine(fixture, "scores.f32"), MemoryMarshal.AsBytes(scores.AsSpan()));
    }

    sealed class Row
    {
        [VectorType(3, Side, Side)]
        public float[] Image = [];
        public float Label;
    }
}
