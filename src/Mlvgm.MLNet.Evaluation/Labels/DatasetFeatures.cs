using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Features of the images of a dataset.</summary>
public static class DatasetFeatures
{
    const int BatchSize = 64;

    /// <summary>The pixels themselves, in [0, 1]: the baseline of every table.</summary>
    /// <exception cref="ArgumentException">The dataset has no labels.</exception>
    public static LabelledFeatures Pixels(ImageDataset dataset) => Compute(dataset, dataset.Shape.Size, (images, features) => images.CopyTo(features));

    /// <summary>What an encoder makes of the pixels, in batches.</summary>
    /// <param name="dataset">Labelled images of the encoder's input shape.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="pixelMaximum">The value that the encoder takes for white: 1, or 255 (see <see cref="EncoderCard.PixelMaximum"/>).</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="ArgumentException">The dataset has no labels, or its images are not of the encoder's input shape.</exception>
    public static LabelledFeatures Encode(
        ImageDataset dataset, OnnxEncoder encoder, float pixelMaximum = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(encoder);
        if (!encoder.InputShape.SequenceEqual([dataset.Shape.Channels, dataset.Shape.Height, dataset.Shape.Width]))
            throw new ArgumentException(
                $"The images are {dataset.Shape}, the encoder takes {string.Join('x', encoder.InputShape)}.", nameof(dataset));
        return Compute(dataset, encoder.FeatureWidth, (images, features) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (pixelMaximum != 1) foreach (ref float pixel in images) pixel *= pixelMaximum;
            encoder.Encode(images, features, BatchSize);
        });
    }

    static LabelledFeatures Compute(ImageDataset dataset, int width, BatchComputation compute)
    {
        if (dataset.Labels.Count == 0) throw new ArgumentException("The dataset has no labels.", nameof(dataset));
        float[] features = new float[checked(dataset.Count * width)], images = new float[Math.Min(BatchSize, dataset.Count) * dataset.Shape.Size];
        for (int start = 0; start < dataset.Count; start += BatchSize)
        {
            int count = Math.Min(BatchSize, dataset.Count - start);
            for (int i = 0; i < count; i++) dataset.Read(start + i, images.AsSpan(i * dataset.Shape.Size, dataset.Shape.Size));
            compute(images.AsSpan(0, count * dataset.Shape.Size), features.AsSpan(start * width, count * width));
        }
        return LabelledFeatures.Create(width, dataset.ClassNames.Count, features, dataset.Labels);
    }

    delegate void BatchComputation(Span<float> images, Span<float> features);
}
