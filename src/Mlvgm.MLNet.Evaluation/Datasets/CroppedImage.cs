using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Resizes a part of an image bilinearly, without antialiasing: edges of part and result coincide, as in torchvision.</summary>
static class CroppedImage
{
    /// <summary>Writes the part into the middle of another image; what lies around it there is left as it is.</summary>
    /// <param name="image">[channels, height, width].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="box">The part.</param>
    /// <param name="mirrored">Whether left and right are exchanged.</param>
    /// <param name="result">[channels, height, width], of as many channels.</param>
    /// <param name="resultShape">Its shape.</param>
    /// <param name="height">Rows of the part in the result.</param>
    /// <param name="width">Its columns there.</param>
    public static void Write(
        ReadOnlySpan<float> image, ImageShape shape, CropBox box, bool mirrored, Span<float> result, ImageShape resultShape, int height, int width)
    {
        int top = (resultShape.Height - height) / 2, left = (resultShape.Width - width) / 2;
        int plane = shape.Height * shape.Width, resultPlane = resultShape.Height * resultShape.Width;
        for (int row = 0; row < height; row++)
        {
            var (y, below, down) = Place(row, height, box.Top, box.Height);
            for (int column = 0; column < width; column++)
            {
                var (x, right, along) = Place(mirrored ? width - 1 - column : column, width, box.Left, box.Width);
                int target = (top + row) * resultShape.Width + left + column;
                for (int channel = 0; channel < shape.Channels; channel++)
                {
                    var source = image.Slice(channel * plane, plane);
                    float upper = source[y * shape.Width + x] * (1 - along) + source[y * shape.Width + right] * along;
                    float lower = source[below * shape.Width + x] * (1 - along) + source[below * shape.Width + right] * along;
                    result[channel * resultPlane + target] = upper * (1 - down) + lower * down;
                }
            }
        }
    }

    /// <summary>The two pixels between which a place lies, both within the part, and the weight of the second.</summary>
    static (int First, int Second, float Weight) Place(int i, int count, int start, int length)
    {
        double place = Math.Clamp((i + 0.5) * length / count - 0.5, 0, length - 1);
        int first = (int)place;
        return (start + first, start + Math.Min(first + 1, length - 1), (float)(place - first));
    }
}
