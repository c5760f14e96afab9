using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>Resizes a crop bilinearly into the middle of an image, without antialiasing: edges of box and result coincide, as in torchvision.</summary>
static class CroppedImage
{
    /// <summary>Writes the crop; what lies around it is left as it is.</summary>
    /// <param name="image">[channels, height, width].</param>
    /// <param name="shape">The shape of image and result.</param>
    /// <param name="box">The part of the image.</param>
    /// <param name="mirrored">Whether left and right are exchanged.</param>
    /// <param name="height">Rows of the crop in the result.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="factor">By what values are multiplied.</param>
    /// <param name="result">[channels, height, width].</param>
    public static void Write(
        ReadOnlySpan<float> image, ImageShape shape, CropBox box, bool mirrored, int height, int width, float factor, Span<float> result)
    {
        int top = (shape.Height - height) / 2, left = (shape.Width - width) / 2, plane = shape.Height * shape.Width;
        for (int row = 0; row < height; row++)
        {
            var (y, below, down) = Place(row, height, box.Top, box.Height);
            for (int column = 0; column < width; column++)
            {
                var (x, right, along) = Place(mirrored ? width - 1 - column : column, width, box.Left, box.Width);
                int target = (top + row) * shape.Width + left + column;
                for (int channel = 0; channel < shape.Channels; channel++)
                {
                    var source = image.Slice(channel * plane, plane);
                    float upper = source[y * shape.Width + x] * (1 - along) + source[y * shape.Width + right] * along;
                    float lower = source[below * shape.Width + x] * (1 - along) + source[below * shape.Width + right] * along;
                    result[channel * plane + target] = factor * (upper * (1 - down) + lower * down);
                }
            }
        }
    }

    /// <summary>The two pixels between which a place lies, both within the box, and the weight of the second.</summary>
    static (int First, int Second, float Weight) Place(int i, int count, int start, int length)
    {
        double place = Math.Clamp((i + 0.5) * length / count - 0.5, 0, length - 1);
        int first = (int)place;
        return (start + first, start + Math.Min(first + 1, length - 1), (float)(place - first));
    }
}
