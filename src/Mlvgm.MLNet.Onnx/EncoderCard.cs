using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx.Sessions;

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

    /// <summary>How it was trained; null for an untrained encoder.</summary>
    public EncoderTraining? Training { get; init; }

    /// <summary>Of a classifier, the classes whose probabilities its numbers are, in their order; null of an encoder.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The licence of the weights; null where none is stated.</summary>
    public string? Licence { get; init; }

    /// <summary>Reads the card of an encoder.</summary>
    /// <param name="path">An ONNX file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or its card is missing or incomplete.</exception>
    public static EncoderCard Read(string path)
    {
        using var model = new OnnxModel(path);
        return EncoderCardMetadata.Read(model.Metadata, model.Path);
    }

    /// <summary>The card as the metadata properties of an ONNX model, keys starting with <c>mlvgm.</c>.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata() => EncoderCardMetadata.Write(this);
}
