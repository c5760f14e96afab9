using System.Globalization;

namespace Mlvgm.MLNet.Training.Pixels;

/// <summary>Looks at the pixels of rows that others have made, before anything is learned from them.</summary>
static class PixelCheck
{
    // What rounding in half precision and resampling may leave outside.
    const float Slack = 1e-3f;

    /// <summary>Refuses a row whose pixels are no numbers or outside their range.</summary>
    /// <param name="pixels">The row's pixels.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="maximum">The value of a white pixel.</param>
    /// <exception cref="InvalidDataException">A pixel is no number, or outside; the message names row and column and says what to do.</exception>
    public static void Require(ReadOnlySpan<float> pixels, long row, string column, float maximum)
    {
        float low = -Slack * maximum, high = (1 + Slack) * maximum;
        for (int i = 0; i < pixels.Length; i++)
        {
            // Of what is no number, no comparison is true.
            if (!(pixels[i] >= low && pixels[i] <= high)) throw Wrong(pixels[i], i, row, column, maximum);
        }
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

    static InvalidDataException Wrong(float pixel, int place, long row, string column, float maximum)
    {
        string remedy = !float.IsFinite(pixel) ? "which is no finite number: leave out the row, or mend what makes it"
            : maximum == 1 && pixel is > 1 and <= 255.5f
                ? "and pixels lie in [0, 1]: where white is 255, as ExtractPixels makes it, set Images.PixelRange to PixelRange.ZeroTo255 (--pixel-range ZeroTo255)"
            : $"and pixels lie in [0, {maximum}]: scale the column to that range";
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of column '{column}' has the pixel {pixel:g4} at {place}, {remedy}."));
    }
}
