using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Onnx;

/// <summary>What a user of an encoder has to know about it; kept in the ONNX file's metadata.</summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public sealed record EncoderCard
{
    /// <summary>The encoder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The images it takes.</summary>
    public required ImageShape InputShape { get; init; }

    /// <summary>The value of a white pixel at its input: 1 for pixels in [0, 1], 255 for 0..255.</summary>
    public required float PixelMaximum { get; init; }

    /// <summary>Per channel, the mean that the graph subtracts from pixels in [0, 1].</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Per channel, the standard deviation that the graph then divides by.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    /// <summary>Numbers in one feature vector.</summary>
    public required int FeatureWidth { get; init; }

    /// <summary>
    /// Rows in the middle of the images at which the network looks, where it was trained on crops smaller than the images; null for all.
    /// </summary>
    public int? ViewHeight { get; init; }

    /// <summary>Columns in the middle of the images at which the network looks; null for all.</summary>
    public int? ViewWidth { get; init; }

    /// <summary>How images of another size are brought to <see cref="InputShape"/>.</summary>
    public ImageResize Resize { get; init; } = ImageResize.Fit;

    /// <summary>
    /// What <see cref="OnnxEncoder"/> does to pixels from 0 to <see cref="PixelMaximum"/> before they reach the graph, of a network of others; null where the graph does all of
    /// it, as those of this library do.
    /// </summary>
    public PixelNormalization? Normalization { get; init; }

    /// <summary>How its large weights were rounded (<see cref="OnnxEncoder.ExportRounded"/>); null where they are as they were trained.</summary>
    public WeightStorage? Weights { get; init; }

    /// <summary>How it was trained; null for an untrained encoder.</summary>
    public EncoderTraining? Training { get; init; }

    /// <summary>Of a classifier, the classes whose probabilities its numbers are, in their order; null of an encoder.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The licence of the weights; null where none is stated.</summary>
    public string? Licence { get; init; }

    /// <summary>Reads the card of an encoder.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or its card is missing, incomplete, or contradicts the graph.</exception>
    public static EncoderCard Read(string path) => Read(path, new EncoderInputOptions());

    /// <summary>Reads the card of an encoder, or makes that of a network of others from what is said of it.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <param name="input">What is said of a file without a card; of one with a card, nothing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model; its card is incomplete or contradicts the graph; it has none, and too little or something else
    /// than the graph is said of it; or it has one, and something is said of it too.</exception>
    /// <exception cref="SettingsException">What is said is wrong.</exception>
    public static EncoderCard Read(string path, EncoderInputOptions input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var model = new EncoderModel(path, input);
        return model.Card ?? throw EncoderCardMetadata.Missing(model.Path);
    }

    /// <summary>The card of a network of others, from what its graph declares and what is said of it; one that stands in the file is passed over.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <param name="input">What is said of it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or too little or something else than the graph is said of it.</exception>
    /// <exception cref="SettingsException">What is said is wrong.</exception>
    public static EncoderCard Of(string path, EncoderInputOptions input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var model = new EncoderModel(path, input, passesOverCard: true);
        return model.Card ?? throw EncoderCardMetadata.Missing(model.Path);
    }

    /// <summary>Whether a file has a card.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model.</exception>
    public static bool IsIn(string path) => EncoderCardMetadata.IsIn(OnnxModel.MetadataOf(path));

    /// <summary>
    /// Writes the card into an ONNX file, in place of the one it has. The graph stays as it is, and so do metadata of others; a link is replaced by a file, and what it points at
    /// stays.
    /// </summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="destination">Receives the file with the card; the same file when null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or the card contradicts its graph. Nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is kept.</exception>
    public void WriteInto(string path, string? destination = null) => CardFile.Write(this, path, destination ?? path);

    /// <summary>The card as the metadata properties of an ONNX model, keys starting with <c>mlvgm.</c>.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => EncoderCardMetadata.Write(this);
}
