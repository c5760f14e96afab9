using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Data;

/// <summary>The part of an image that a crop keeps, in whole pixels.</summary>
/// <param name="Top">Rows above it.</param>
/// <param name="Left">Columns to the left of it.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <example>See <c>examples/ApiTour/Randomness.cs</c>.</example>
public readonly record struct CropBox(int Top, int Left, int Height, int Width)
{
    const int Attempts = 10;

    /// <summary>The range of width over height that crops usually have.</summary>
    public static (double Low, double High) UsualRatio { get; } = (3.0 / 4, 4.0 / 3);

    /// <summary>
    /// Draws a box as torchvision's RandomResizedCrop does: the share of the area is uniform, the aspect ratio log-uniform, the place
    /// uniform; after 10 boxes that do not fit, the largest central box whose aspect ratio is in range.
    /// </summary>
    /// <param name="key">The key of the draw.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="scale">The range of the share of the area, in (0, 1].</param>
    /// <param name="ratio">The range of width over height.</param>
    public static CropBox Draw(in SeedKey key, int height, int width, (double Low, double High) scale, (double Low, double High) ratio)
    {
        var stream = new RandomStream(key);
        double area = (double)height * width, lowLog = Math.Log(ratio.Low), highLog = Math.Log(ratio.High);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double target = area * stream.NextUniform(scale.Low, scale.High);
            double aspect = Math.Exp(stream.NextUniform(lowLog, highLog));
            int boxWidth = (int)Math.Round(Math.Sqrt(target * aspect));
            int boxHeight = (int)Math.Round(Math.Sqrt(target / aspect));
            if (boxWidth < 1 || boxHeight < 1 || boxWidth > width || boxHeight > height) continue;
            return new CropBox(stream.NextInt32(height - boxHeight + 1), stream.NextInt32(width - boxWidth + 1), boxHeight, boxWidth);
        }
        return Central(height, width, ratio);
    }

    static CropBox Central(int height, int width, (double Low, double High) ratio)
    {
        double aspect = Math.Clamp((double)width / height, ratio.Low, ratio.High);
        int boxWidth = Math.Clamp((int)Math.Round(height * aspect), 1, width);
        int boxHeight = Math.Clamp((int)Math.Round(boxWidth / aspect), 1, height);
        return new CropBox((height - boxHeight) / 2, (width - boxWidth) / 2, boxHeight, boxWidth);
    }
}
