using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>An encoder of half the size: its weights are stored in 16 bits, and compute in 32 as before.</summary>
public static class SmallEncoder
{
    /// <summary>Writes the copy, and encodes the same images with both.</summary>
    /// <returns>What became of it, what its card says, and the largest difference between their features, as a share of the largest.</returns>
    public static (HalfWeights Written, bool IsRounded, float Difference) Run(string encoderPath, string copyPath)
    {
        using var encoder = new OnnxEncoder(encoderPath);
        HalfWeights written = encoder.ExportWithHalfWeights(copyPath);
        using var small = new OnnxEncoder(copyPath);
        float[] images = [.. Small.Images(3).Pixels.ToArray().Select(pixel => (float)pixel)];
        float[] before = encoder.Encode(images), after = small.Encode(images);
        return (written, small.Card!.HasHalfWeights, before.Zip(after, (a, b) => Math.Abs(a - b)).Max() / before.Max(Math.Abs));
    }
}
