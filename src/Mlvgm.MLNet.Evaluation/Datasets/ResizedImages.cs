using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>Images in memory, resized bilinearly as they are read: the paper enlarges CIFAR-100 (docs/method/evaluation-protocols.md#data-sets).</summary>
sealed class ResizedImages : IImageSet
{
    readonly ImageDataset _images;

    /// <exception cref="ArgumentException">The number of channels differs.</exception>
    public ResizedImages(ImageDataset images, ImageShape shape)
    {
        if (images.Shape.Channels != shape.Channels)
            throw new ArgumentException($"The images are {images.Shape}; they cannot be made {shape}.", nameof(shape));
        (_images, Shape) = (images, shape);
    }

    public ImageShape Shape { get; }

    public int Count => _images.Count;

    public IReadOnlyList<int> Labels => _images.Labels;

    public IReadOnlyList<string> ClassNames => _images.ClassNames;

    public ImageFindings Findings => _images.Findings;

    public string ContentHash => _images.ContentHash;

    public void Read(int index, Span<float> image)
    {
        var from = _images.Shape;
        float[] source = new float[from.Size];
        _images.Read(index, source);
        CroppedImage.Write(source, from, new CropBox(0, 0, from.Height, from.Width), mirrored: false, image, Shape, Shape.Height, Shape.Width);
    }
}
