using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>A trained encoder in an application that has no TorchSharp: what its file says, as a transform of ML.NET, and by itself.</summary>
public static class EncoderAlone
{
    /// <summary>Encodes the same images both ways.</summary>
    /// <returns>What the file says, and the largest difference between both ways.</returns>
    public static (string Card, float Difference) Run(string encoderPath)
    {
        EncoderCard card = EncoderCard.Read(encoderPath);
        EncoderTraining? training = card.Training;
        var ml = new MLContext(seed: 1);
        ImageDataset images = Small.Images(5);
        IDataView view = ml.Data.LoadFromImageDataset(images);
        EncoderEstimator estimator = ml.Transforms.ApplyEncoder("Features", "Image", encoderPath);
        using var transformer = estimator.Fit(view);
        float[] byPipeline = [.. transformer.Transform(view).GetColumn<float[]>("Features").SelectMany(features => features)];
        using var encoder = new OnnxEncoder(encoderPath);
        float[] alone = encoder.Encode([.. images.Pixels.ToArray().Select(pixel => pixel / 255f)]);
        return ($"{card.Name}: {card.InputShape}, {card.FeatureWidth} features, trained by {training?.Method}", byPipeline.Zip(alone, (a, b) => Math.Abs(a - b)).Max());
    }

    /// <summary>A generator as ONNX, in an application without TorchSharp.</summary>
    /// <returns>The largest difference from the same images by TorchSharp.</returns>
    public static float Generate(string generatorPath, string onnxPath)
    {
        using TorchGenerator torch = GeneratorRegistry.Open(generatorPath, TorchSharp.torch.CPU);
        torch.ExportOnnx(onnxPath);
        using var onnx = new OnnxGenerator(onnxPath);
        float[] expected = Draw(torch), drawn = Draw(onnx);
        return expected.Zip(drawn, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>The first three images of a seed; checked, for a file of strangers may make anything.</summary>
    static float[] Draw(IGenerator generator)
    {
        var latents = new LatentBatch(generator.Layout, count: 3);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 1).SampleAnchors(firstRow: 0, latents);
        float[] images = new float[latents.Count * generator.ImageShape.Size];
        generator.DecodeChecked(latents, images);
        return images;
    }
}
