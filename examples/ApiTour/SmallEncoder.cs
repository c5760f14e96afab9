using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>An encoder of half or a third of the size: its weights are stored in 16 or 8 bits, and compute in 32 as before.</summary>
public static class SmallEncoder
{
    /// <summary>Writes the copy, and encodes the same images with both.</summary>
    /// <returns>What became of it, what its card says, and the largest difference between their features, as a share of the largest.</returns>
    public static (RoundedWeights Written, WeightStorage? Said, float Difference) Run(string encoderPath, string copyPath, WeightStorage storage)
    {
        using var encoder = new OnnxEncoder(encoderPath);
        RoundedWeights written = encoder.ExportRounded(copyPath, storage);
        using var small = new OnnxEncoder(copyPath);
        // Nine grey images are three in colour to an encoder of these.
        float[] images = [.. Small.Images(9).Pixels.ToArray().Select(pixel => (float)pixel)];
        float[] before = encoder.Encode(images), after = small.Encode(images);
        return (written, small.Card!.Weights, before.Zip(after, (a, b) => Math.Abs(a - b)).Max() / before.Max(Math.Abs));
    }
}
