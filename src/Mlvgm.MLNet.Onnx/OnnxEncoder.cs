using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// A trained encoder in ONNX Runtime: images in, feature vectors out, in batches. Calls may come from several threads at once;
/// dispose it once they have returned.
/// </summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public sealed class OnnxEncoder : IDisposable
{
    const int DefaultBatchSize = 64;

    readonly EncoderModel _model;

    /// <summary>Loads an encoder: an ONNX model with one input [N, ..] and one output [N, ..].</summary>
    /// <param name="path">The file.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for the CPU.</param>
    /// <param name="input">What a network of others takes, whose file has no card; of a file with a card, nothing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is no ONNX model, is corrupt, has other inputs or outputs, or contradicts its card or what is said of it; or it has a card, and
    /// something is said of it too.</exception>
    /// <exception cref="SettingsException">What is said of it is wrong.</exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing, or has no CUDA where a GPU is asked for.</exception>
    public OnnxEncoder(string path, int? gpuDeviceId = null, EncoderInputOptions? input = null) => _model = new EncoderModel(path, input ?? new EncoderInputOptions(), gpuDeviceId);

    /// <summary>What is known of the images that it takes; null where the file has no card and nothing is said.</summary>
    public EncoderCard? Card => _model.Card;

    /// <summary>The name of the input; in ML.NET, the column that is encoded.</summary>
    public string InputName => _model.Input.Name;

    /// <summary>The name of the output; in ML.NET, the column of features.</summary>
    public string OutputName => _model.Output.Name;

    /// <summary>The shape of one input, such as (3, 32, 32).</summary>
    public IReadOnlyList<int> InputShape => _model.Input.Shape;

    /// <summary>Numbers in one input.</summary>
    public int InputSize => _model.Input.Size;

    /// <summary>Numbers in one feature vector.</summary>
    public int FeatureWidth => _model.Output.Size;

    /// <summary>Encodes images.</summary>
    /// <param name="images">[count, ..<see cref="InputShape"/>], row-major.</param>
    /// <param name="batchSize">Images per run of the graph; at least 1. It changes speed, not results beyond rounding.</param>
    /// <returns>[count, <see cref="FeatureWidth"/>], row-major.</returns>
    /// <exception cref="ArgumentException">The images are not a whole number of inputs.</exception>
    /// <exception cref="InvalidDataException">A pixel lies outside the range that the card states, where there is one, or a feature is NaN or infinite; the message says of
    /// which image.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public float[] Encode(ReadOnlySpan<float> images, int batchSize = DefaultBatchSize)
    {
        if (images.Length % InputSize != 0)
            throw new ArgumentException($"{images.Length} floats are not a whole number of images of {_model.Input}.", nameof(images));
        float[] features = new float[images.Length / InputSize * FeatureWidth];
        Encode(images, features, batchSize);
        return features;
    }

    /// <summary>Encodes images into memory of the caller.</summary>
    /// <param name="images">[count, ..<see cref="InputShape"/>], row-major.</param>
    /// <param name="features">Receives [count, <see cref="FeatureWidth"/>].</param>
    /// <param name="batchSize">Images per run of the graph; at least 1.</param>
    /// <exception cref="ArgumentException">The images are not a whole number of inputs, or the destination has another size.</exception>
    /// <exception cref="InvalidDataException">A pixel lies outside the range that the card states, where there is one, or a feature is NaN or infinite; the message says of
    /// which image.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public void Encode(ReadOnlySpan<float> images, Span<float> features, int batchSize = DefaultBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        int count = images.Length / InputSize;
        if (images.Length % InputSize != 0 || features.Length != count * FeatureWidth)
            throw new ArgumentException(
                $"{images.Length} floats of images of {_model.Input} do not go with {features.Length} floats of features of width " +
                $"{FeatureWidth}.", nameof(features));
        RequireRange(images);
        float[] buffer = new float[Math.Min(batchSize, count) * InputSize];
        for (int start = 0; start < count; start += batchSize)
        {
            int batch = Math.Min(batchSize, count - start);
            images.Slice(start * InputSize, batch * InputSize).CopyTo(buffer);
            _model.Run(buffer.AsMemory(0, batch * InputSize), batch, features.Slice(start * FeatureWidth, batch * FeatureWidth));
        }
        RequireFinite(images, features);
    }

    /// <summary>An encoder with a card says what white is; features of pixels of another range would be wrong without a word.</summary>
    void RequireRange(ReadOnlySpan<float> images)
    {
        if (Card is not { PixelMaximum: var maximum }) return;
        for (int i = 0; i < images.Length / InputSize; i++)
        {
            if (PixelRemedy.Fault(images.Slice(i * InputSize, InputSize), maximum) is { } fault)
                throw new InvalidDataException($"Image {i} for '{_model.Path}' {fault}");
        }
    }

    void RequireFinite(ReadOnlySpan<float> images, ReadOnlySpan<float> features)
    {
        int wrong = FirstOutside(features);
        if (wrong < 0) return;
        int row = wrong / FeatureWidth;
        string cause = FirstOutside(images.Slice(row * InputSize, InputSize)) is >= 0 and var pixel
            ? $"number {pixel} of that image is {images[row * InputSize + pixel]}."
            : "the image's numbers are finite, so the encoder's weights or arithmetic are damaged, or the pixels have another range than its card says.";
        throw new InvalidDataException($"'{_model.Path}' gives the feature {features[wrong]} for image {row}: {cause}");
    }

    static int FirstOutside(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) return i;
        }
        return -1;
    }

    /// <summary>Frees the native session.</summary>
    public void Dispose() => _model.Dispose();
}
