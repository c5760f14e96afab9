using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx.Graphs;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Onnx;

/// <summary>Writes an encoder whose weights are rounded.</summary>
static class RoundedExport
{
    const int Images = 16;

    /// <inheritdoc cref="OnnxEncoder.ExportRounded"/>
    public static RoundedWeights Write(OnnxEncoder encoder, string destination, WeightStorage storage, EncoderCard? card)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(destination);
        string path = encoder.Model.Path;
        if (encoder.Model.PreparingPath is { } preparing)
            throw new InvalidDataException($"'{preparing}' stands before '{path}', and a copy has one graph: round the weights of the second, or write both as one ONNX file first.");
        if (FileFacts.Of(destination) is { Identity: { } identity } && identity == FileFacts.Of(path).Identity)
            throw new ArgumentException($"'{destination}' is the encoder's own file, whose weights would be lost: name another for the copy.", nameof(destination));
        if (card is not null && encoder.Card is { } own && EncoderRule.TextOf(card) != EncoderRule.TextOf(own))
            throw new ArgumentException($"The card says something else of pixels than that of '{path}': write such a card first, and round the weights of that file.", nameof(card));
        byte[] model = File.ReadAllBytes(path);
        var rounded = Rounded(model, path, storage);
        byte[] copy = CardFile.WithMetadata(
            rounded.Model, card is null ? EncoderCardMetadata.WithWeights(encoder.Model.Metadata, storage) : (card with { Weights = storage }).ToMetadata());
        float difference = 0;
        CardFile.Write(copy, destination, temporary => difference = Difference(encoder, temporary));
        return new RoundedWeights(model.Length, copy.Length, rounded.Int8, rounded.Float16, rounded.Kept, difference);
    }

    static RoundedGraph Rounded(byte[] model, string path, WeightStorage storage)
    {
        try
        {
            return new RoundedGraph(model, toInt8: storage == WeightStorage.Int8);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The weights of '{path}' cannot be rounded: {e.Message}. Nothing was written.", e);
        }
    }

    static float Difference(OnnxEncoder encoder, string copyPath)
    {
        using var copy = new OnnxEncoder(copyPath);
        float white = encoder.Card?.PixelMaximum ?? 1;
        var random = new RandomStream(new SeedKey(0, "rounded weights"));
        float[] images = new float[Images * encoder.InputSize];
        for (int i = 0; i < images.Length; i++) images[i] = (float)random.NextUniform(0, white);
        float[] before = encoder.Encode(images), after = copy.Encode(images);
        float largest = before.Max(Math.Abs), difference = before.Zip(after, (a, b) => Math.Abs(a - b)).Max();
        return difference == 0 ? 0 : difference / largest;
    }
}
