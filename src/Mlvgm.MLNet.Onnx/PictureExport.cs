using Mlvgm.MLNet.Onnx.Graphs;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>Writes an encoder whose graph takes pictures of any size.</summary>
static class PictureExport
{
    /// <summary>What says that a graph takes pictures: the rule of the card, which is no card any more.</summary>
    const string RuleKey = "mlvgm.pictures";

    /// <inheritdoc cref="OnnxEncoder.ExportForPictures"/>
    public static void Write(EncoderModel model, EncoderCard card, string destination)
    {
        if (model.PreparingPath is { } preparing)
            throw new InvalidDataException($"'{preparing}' stands before '{model.Path}', and pictures go into one graph: write both as one ONNX file first.");
        if (model.Input.IsHalf) throw new InvalidDataException($"'{model.Path}' takes float16, and pictures have float32. Export it with float32 inputs.");
        if (model.Input.Name == PictureGraph.InputName)
            throw new InvalidDataException($"The input of '{model.Path}' is called '{PictureGraph.InputName}' already. Export it with another name of its input.");
        CardFile.Write(CardFile.WithMetadata(Graph(model, card), Metadata(card)), destination, temporary => new OnnxModel(temporary, inputShape: _ => [3, 1, 1]).Dispose());
    }

    static byte[] Graph(EncoderModel model, EncoderCard card)
    {
        try
        {
            return PictureGraph.Of(
                File.ReadAllBytes(model.Path), model.Input.Name, model.FixedBatch, card.InputShape, card.Resize, card.PixelMaximum, card.Normalization?.Mean,
                card.Normalization?.StandardDeviation);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{model.Path}' cannot take pictures of any size: {e.Message}.", e);
        }
    }

    static Dictionary<string, string> Metadata(EncoderCard card)
    {
        var metadata = new Dictionary<string, string> { [RuleKey] = EncoderRule.TextOf(card) };
        if (card.Licence is { } licence) metadata["mlvgm.licence"] = licence;
        return metadata;
    }
}
