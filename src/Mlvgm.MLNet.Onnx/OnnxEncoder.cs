using Microsoft.ML;
using Microsoft.ML.Data;
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

    /// <summary>Encodes an image file, by the card's rule: upright as its EXIF data says, brought to the encoder's size, in its range and channels.</summary>
    /// <param name="imagePath">A PNG, JPEG, BMP, GIF (of which the first picture is taken) or WebP file.</param>
    /// <returns>[<see cref="FeatureWidth"/>].</returns>
    /// <exception cref="InvalidDataException">There is no such file, or it does not decode; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public float[] Encode(string imagePath) => Encode(Pixels(imagePath), batchSize: 1);

    /// <summary>Encodes an image from a stream that has the bytes of an image file, in the same way.</summary>
    /// <param name="image">The stream; it is read to its end, and stays open.</param>
    /// <returns>[<see cref="FeatureWidth"/>].</returns>
    /// <exception cref="InvalidDataException">It does not decode; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public float[] Encode(Stream image) => Encode(Pixels(image), batchSize: 1);

    /// <summary>Encodes an image in memory in the same way; whoever decoded it has turned it upright, or not.</summary>
    /// <param name="image">The image, which stays the caller's.</param>
    /// <returns>[<see cref="FeatureWidth"/>].</returns>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public float[] Encode(MLImage image) => Encode(Pixels(image), batchSize: 1);

    /// <summary>Encodes the images of a column in batches, in the same way; <see cref="EncoderCatalog.EncodeImages"/> makes a column of it.</summary>
    /// <param name="images">The rows.</param>
    /// <param name="imageColumnName">A column of paths of image files, or of images.</param>
    /// <returns>[rows, <see cref="FeatureWidth"/>], row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it holds something else.</exception>
    /// <exception cref="InvalidDataException">An image does not decode; the message names it.</exception>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    public float[] Encode(IDataView images, string imageColumnName)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (features, batch) = (new List<float>(), new List<float[]>());
        foreach (float[] pixels in ImageColumn.Read(images, imageColumnName, RequiredCard))
        {
            batch.Add(pixels);
            if (batch.Count < DefaultBatchSize) continue;
            features.AddRange(Encode([.. batch.SelectMany(image => image)]));
            batch.Clear();
        }
        if (batch.Count > 0) features.AddRange(Encode([.. batch.SelectMany(image => image)]));
        return [.. features];
    }

    /// <summary>The pixels of an image file as <see cref="Encode(ReadOnlySpan{float}, int)"/> takes them, for programs that encode images of several origins together.</summary>
    /// <inheritdoc cref="Encode(string)" path="/param"/>
    /// <inheritdoc cref="Encode(string)" path="/exception"/>
    /// <returns>[..<see cref="InputShape"/>].</returns>
    public float[] Pixels(string imagePath) => EncoderPixels.OfFile(imagePath, RequiredCard);

    /// <summary>The same of a stream that has the bytes of an image file.</summary>
    /// <inheritdoc cref="Encode(Stream)" path="/param"/>
    /// <inheritdoc cref="Encode(Stream)" path="/exception"/>
    /// <returns>[..<see cref="InputShape"/>].</returns>
    public float[] Pixels(Stream image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return EncoderPixels.OfStream(image, RequiredCard);
    }

    /// <summary>The same of an image in memory.</summary>
    /// <inheritdoc cref="Encode(MLImage)" path="/param"/>
    /// <inheritdoc cref="Encode(MLImage)" path="/exception"/>
    /// <returns>[..<see cref="InputShape"/>].</returns>
    public float[] Pixels(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return EncoderPixels.Of(image, RequiredCard);
    }

    /// <summary>
    /// Writes a copy of the encoder whose graph does by itself what the card says, for programs that have only ONNX Runtime: it takes pictures of any size,
    /// <c>pictures</c> [N, 3, height, width], red, green and blue from 0 to 255, upright, and gives features. Pixels are not rounded to bytes on the way, so features differ a little from those of <see cref="Encode(string)"/>.
    /// </summary>
    /// <param name="destination">Receives the ONNX file.</param>
    /// <exception cref="InvalidOperationException">The encoder has no card, so that nothing says what pixels it takes.</exception>
    /// <exception cref="InvalidDataException">A second network stands before it, it takes float16 or a fixed number of images, or has operators older than ONNX's version 11.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportForPictures(string destination) => PictureExport.Write(_model, RequiredCard, destination);

    /// <summary>
    /// Writes a smaller copy of the encoder, whose large weights (matrices and kernels of more than 1,024 numbers) are stored in 16 or 8 bits. Everything computes in float32 as before: ONNX
    /// Runtime converts them back once, when it opens the file. Biases, statistics, inputs and outputs keep their 32 bits, and so do weights that 16 bits cannot hold.
    /// </summary>
    /// <param name="destination">Receives the ONNX file; another than the encoder's own.</param>
    /// <param name="storage">How weights are stored.</param>
    /// <param name="card">The card of the copy, which then says that its weights were rounded; the encoder's own when null.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException">The destination is the encoder's own file, or the card says something else of pixels than its own.</exception>
    /// <exception cref="InvalidDataException">It has no large weights, or has them rounded already or in another file; a second network stands before it; its operators are older than ONNX's
    /// version 7; or the card contradicts it. Nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public RoundedWeights ExportRounded(string destination, WeightStorage storage = WeightStorage.Float16, EncoderCard? card = null) =>
        RoundedExport.Write(this, destination, storage, card ?? Card);

    internal EncoderModel Model => _model;

    internal EncoderCard RequiredCard => Card ?? throw new InvalidOperationException(EncoderCardMetadata.Missing(_model.Path).Message);

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
