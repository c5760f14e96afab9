using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Features of the images of a dataset.</summary>
public static class DatasetFeatures
{
    const int BatchSize = 64;

    /// <summary>The pixels themselves, in [0, 1]: the baseline of every table.</summary>
    /// <exception cref="ArgumentException">The dataset has no labels.</exception>
    public static LabelledFeatures Pixels(IImageSet dataset) =>
        Label(dataset, dataset.Shape.Size, () => Compute(dataset, dataset.Shape.Size, (images, features) => images.CopyTo(features)));

    /// <summary>What an encoder makes of labelled images, in batches.</summary>
    /// <param name="dataset">Labelled images of the encoder's input shape.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="pixelMaximum">The value that the encoder takes for white (<see cref="EncoderCard.PixelMaximum"/>).</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="ArgumentException">The dataset has no labels, or its images are not of the encoder's input shape.</exception>
    public static LabelledFeatures Encode(
        IImageSet dataset, OnnxEncoder encoder, float pixelMaximum = 1, CancellationToken cancellationToken = default) =>
        Label(dataset, encoder.FeatureWidth, () => Vectors(dataset, encoder, pixelMaximum, cancellationToken));

    /// <summary>What an encoder makes of images with or without labels: [images, feature width], row-major.</summary>
    /// <inheritdoc cref="Encode" path="/param"/>
    /// <exception cref="ArgumentException">The images are not of the encoder's input shape.</exception>
    public static float[] Vectors(
        IImageSet dataset, OnnxEncoder encoder, float pixelMaximum = 1, CancellationToken cancellationToken = default)
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

    static LabelledFeatures Label(IImageSet dataset, int width, Func<float[]> compute) => dataset.Labels.Count > 0
        ? LabelledFeatures.Create(width, dataset.ClassNames.Count, compute(), dataset.Labels, dataset.ClassNames)
        : throw new ArgumentException("The dataset has no labels.", nameof(dataset));

    static float[] Compute(IImageSet dataset, int width, BatchComputation compute)
    {
        int size = dataset.Shape.Size;
        float[] features = new float[checked(dataset.Count * width)], images = new float[Math.Min(BatchSize, dataset.Count) * size];
        for (int first = 0; first < dataset.Count; first += BatchSize)
        {
            int start = first, count = Math.Min(BatchSize, dataset.Count - start);
            Parallel.For(0, count, i => dataset.Read(start + i, images.AsSpan(i * size, size)));
            compute(images.AsSpan(0, count * size), features.AsSpan(start * width, count * width));
        }
        return features;
    }

    delegate void BatchComputation(Span<float> images, Span<float> features);
}
