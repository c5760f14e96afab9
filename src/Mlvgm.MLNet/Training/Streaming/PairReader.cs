using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using SkiaSharp;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>Makes both views of an image file, or the one picture of which augmentation makes them; several threads may call at once.</summary>
/// <param name="files">The files.</param>
/// <param name="shape">The shape of a view.</param>
/// <param name="steps">What is done to pictures as they are read.</param>
/// <param name="anchors">Which random numbers anchors use.</param>
/// <param name="positives">Which ones positives use.</param>
sealed class PairReader(ImageFileSet files, ImageShape shape, ReadSteps steps, ViewDraws anchors, ViewDraws positives)
{
    /// <summary>Reads an image.</summary>
    /// <param name="image">Which.</param>
    /// <param name="row">The row within the epoch.</param>
    /// <param name="anchor">Receives the anchor, [channels, height, width].</param>
    /// <param name="positive">Receives the positive, where there is a crop; empty where no positive is wanted.</param>
    /// <exception cref="InvalidDataException">The file has gone or changed, cannot be read, or does not decode; the message says which, and does not name it.</exception>
    public void Read(int image, long row, Memory<float> anchor, Memory<float> positive)
    {
        using var picture = files.Open(image);
        if (steps.Crop is null) files.Fit(picture, anchor.Span);
        else if (positive.IsEmpty) picture.Crop([Box(anchors, row, picture)], [IsMirrored(anchors, row)], shape, [anchor]);
        else picture.Crop([Box(anchors, row, picture), Box(positives, row, picture)], [IsMirrored(anchors, row), IsMirrored(positives, row)], shape, [anchor, positive]);
    }

    SKRectI Box(in ViewDraws draws, long row, PictureFile picture)
    {
        var box = steps.Crop!.DrawBox(draws.KeyOf(steps.Crop.Name).At(row), picture.Height, picture.Width);
        return SKRectI.Create(box.Left, box.Top, box.Width, box.Height);
    }

    bool IsMirrored(in ViewDraws draws, long row) => steps.Flip?.Flips(draws.KeyOf(steps.Flip.Name).At(row)) == true;
}
