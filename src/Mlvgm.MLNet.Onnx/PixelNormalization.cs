using System.Numerics.Tensors;

namespace Mlvgm.MLNet.Onnx;

/// <summary>What is done to pixels before they reach a graph that does not do it itself: (pixel - mean) / standard deviation, by channel.</summary>
/// <param name="Mean">Per channel, in the range of the pixels.</param>
/// <param name="StandardDeviation">Per channel, in the range of the pixels.</param>
/// <example>See <c>examples/ApiTour/ForeignEncoder.cs</c>.</example>
public sealed record PixelNormalization(IReadOnlyList<float> Mean, IReadOnlyList<float> StandardDeviation)
{
    /// <summary>Normalises images in place.</summary>
    /// <param name="images">[count, channels, height, width].</param>
    /// <param name="size">Numbers in one image.</param>
    internal void Apply(Span<float> images, int size)
    {
        int plane = size / Mean.Count;
        for (int start = 0; start < images.Length; start += plane)
        {
            int channel = start / plane % Mean.Count;
            var pixels = images.Slice(start, plane);
            TensorPrimitives.Subtract(pixels, Mean[channel], pixels);
            TensorPrimitives.Divide(pixels, StandardDeviation[channel], pixels);
        }
    }
}
