using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Onnx;

/// <summary>What is wrong with an encoder's pixels, and what a pipeline does about it.</summary>
static class PixelRemedy
{
    /// <inheritdoc cref="PixelCheck.Fault"/>
    public static string? Fault(ReadOnlySpan<float> pixels, float maximum) => PixelCheck.Fault(pixels, maximum, "divide by it: ExtractPixels(..., scaleImage: 1f / 255)");
}
