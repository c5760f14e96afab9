using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Seeding;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// Cuts a random box out of each image and resizes it bilinearly, without antialiasing (docs/method/augmentation.md#random-crop). The whole batch is one
/// grid sampling; torch.nn.functional.interpolate of each box by itself gives the same numbers.
/// </summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed class RandomResizedCrop : IAugmentation
{
    readonly (double Low, double High) _scale;
    readonly bool _alignCorners;

    /// <summary>Creates the augmentation. Aspect ratios are log-uniform in [3/4, 4/3].</summary>
    /// <param name="height">Rows of the result, in pixels.</param>
    /// <param name="width">Columns of the result, in pixels.</param>
    /// <param name="minimumScale">The smallest share of the image's area that is kept, in (0, 1].</param>
    /// <param name="alignCorners">
    /// Whether the corner pixels of box and result coincide, as in the paper's code (kornia); else their outer edges do, as in torchvision.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the scale is not in (0, 1].</exception>
    public RandomResizedCrop(int height, int width, double minimumScale = MinimumCropAttribute.Default, bool alignCorners = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (!(minimumScale is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(minimumScale), minimumScale, "The smallest share of the area lies in (0, 1].");
        (Height, Width, _scale, _alignCorners) = (height, width, (minimumScale, 1), alignCorners);
    }

    /// <inheritdoc/>
    public string Name => "resized-crop";

    /// <summary>Rows of the result, in pixels.</summary>
    public int Height { get; }

    /// <summary>Columns of the result, in pixels.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws)
    {
        var boxes = DrawBoxes(draws, (int)images.shape[0], (int)images.shape[2], (int)images.shape[3]);
        return Resample(images, boxes);
    }

    internal CropBox[] DrawBoxes(in ViewDraws draws, int batch, int height, int width)
    {
        var key = draws.KeyOf(Name);
        var boxes = new CropBox[batch];
        for (int i = 0; i < batch; i++) boxes[i] = DrawBox(key.At(draws.FirstRow + i), height, width);
        return boxes;
    }

    /// <summary>The box of one sample.</summary>
    internal CropBox DrawBox(in SeedKey key, int height, int width) => CropBox.Draw(key, height, width, _scale, CropBox.UsualRatio);

    Tensor Resample(Tensor images, CropBox[] boxes)
    {
        int batch = boxes.Length, height = (int)images.shape[2], width = (int)images.shape[3];
        // One upload: each sample's column positions, then its row positions, in the [-1, 1] of grid_sample.
        var positions = new float[batch * (Width + Height)];
        for (int i = 0; i < batch; i++)
        {
            var sample = positions.AsSpan(i * (Width + Height), Width + Height);
            FillPositions(sample[..Width], boxes[i].Left, boxes[i].Width, width);
            FillPositions(sample[Width..], boxes[i].Top, boxes[i].Height, height);
        }
        using var scope = NewDisposeScope();
        var uploaded = tensor(positions, [batch, Width + Height], device: images.device);
        var columns = uploaded.narrow(1, 0, Width).unsqueeze(1).expand(batch, Height, Width);
        var rows = uploaded.narrow(1, Width, Height).unsqueeze(2).expand(batch, Height, Width);
        var grid = stack([columns, rows], dim: 3);
        return nn.functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Source pixel centres, held inside the box so that its border does not mix with pixels outside.</summary>
    void FillPositions(Span<float> positions, int start, int length, int total)
    {
        for (int i = 0; i < positions.Length; i++)
        {
            double place = _alignCorners
                ? i * (length - 1.0) / Math.Max(1, positions.Length - 1)
                : (i + 0.5) * length / positions.Length - 0.5;
            double pixel = start + Math.Clamp(place, 0, length - 1);
            positions[i] = (float)((2 * pixel + 1) / total - 1);
        }
    }
}
