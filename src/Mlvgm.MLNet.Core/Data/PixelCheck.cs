using System.Globalization;

namespace Mlvgm.MLNet.Data;

/// <summary>Looks at pixels that others have made, before anything is learned or computed from them.</summary>
static class PixelCheck
{
    // What rounding in half precision and resampling may leave outside.
    const float Slack = 1e-3f;

    /// <summary>What is wrong with an image whose pixels are no numbers or outside their range, as the end of a sentence; null where nothing is.</summary>
    /// <param name="pixels">The image's pixels.</param>
    /// <param name="maximum">The value of a white pixel.</param>
    /// <param name="whiteIs255">What to do where white is 255 instead of 1, as an imperative.</param>
    public static string? Fault(ReadOnlySpan<float> pixels, float maximum, string whiteIs255)
    {
        float low = -Slack * maximum, high = (1 + Slack) * maximum;
        for (int i = 0; i < pixels.Length; i++)
        {
            // Of what is no number, no comparison is true.
            if (!(pixels[i] >= low && pixels[i] <= high))
                return string.Create(CultureInfo.InvariantCulture, $"has the pixel {pixels[i]:g4} at {i}, {Remedy(pixels[i], maximum, whiteIs255)}.");
        }
        return null;
    }

    /// <summary>Whether pixels that are said to reach 255 look like those of [0, 1]: some are above 0, none above 1.</summary>
    /// <param name="pixels">The pixels of several rows.</param>
    /// <param name="maximum">The value of a white pixel.</param>
    public static bool LooksDark(ReadOnlySpan<float> pixels, float maximum)
    {
        float largest = 0;
        foreach (float pixel in pixels) largest = Math.Max(largest, pixel);
        return maximum > 1 && largest is > 0 and <= 1 + Slack;
    }

    static string Remedy(float pixel, float maximum, string whiteIs255) => !float.IsFinite(pixel)
        ? "which is no finite number: leave out the row, or mend what makes it"
        : maximum == 1 && pixel is > 1 and <= 255.5f
            ? $"and pixels lie in [0, 1]: where white is 255, as ExtractPixels makes it, {whiteIs255}"
            : string.Create(CultureInfo.InvariantCulture, $"and pixels lie in [0, {maximum}]: scale them to that range");
}
