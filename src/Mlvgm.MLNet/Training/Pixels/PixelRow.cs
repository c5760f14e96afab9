using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Training.Pixels;

/// <summary>Refuses rows of pixels that an encoder must not learn from.</summary>
static class PixelRow
{
    /// <summary>Refuses a row whose pixels are no numbers or outside their range.</summary>
    /// <param name="pixels">The row's pixels.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="maximum">The value of a white pixel.</param>
    /// <exception cref="InvalidDataException">A pixel is no number, or outside; the message names row and column and says what to do.</exception>
    public static void Require(ReadOnlySpan<float> pixels, long row, string column, float maximum)
    {
        const string Remedy = "set Images.PixelRange to PixelRange.ZeroTo255 (--pixel-range ZeroTo255)";
        if (PixelCheck.Fault(pixels, maximum, Remedy) is { } fault) throw new InvalidDataException($"Row {row} of column '{column}' {fault}");
    }
}
