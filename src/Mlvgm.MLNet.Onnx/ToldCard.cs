using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>The card of a network that has none, from what its graph declares and what is said of it.</summary>
static class ToldCard
{
    /// <exception cref="InvalidDataException">Something is missing, or the graph says otherwise; the message says what.</exception>
    public static EncoderCard Of(EncoderModel model, EncoderInputOptions told)
    {
        if (told.PixelMaximum is not { } white)
            throw new InvalidDataException($"'{model.Path}' has no card, and nothing says how large its pixels are: give PixelMaximum (--pixel-maximum), 1 or 255.");
        var shape = Shape(model, told);
        if (model.Output.Shape.Count(size => size > 1) > 1)
        {
            throw new InvalidDataException(
                $"'{model.Path}' gives {model.Output}, which is no vector of features for each image. Export it with its global pooling.");
        }
        return new EncoderCard
        {
            Name = Path.GetFileNameWithoutExtension(model.Path),
            InputShape = shape,
            PixelMaximum = white,
            Mean = Each(0, shape.Channels),
            StandardDeviation = Each(1, shape.Channels),
            FeatureWidth = model.Output.Size,
            Resize = told.Resize ?? ImageResize.Crop,
            Weights = EncoderCardMetadata.WeightsOf(model.Metadata),
            Normalization = told.Mean is null && told.StandardDeviation is null
                ? null
                : new PixelNormalization(
                    PerChannel(told.Mean ?? [0], shape, "Mean (--mean)"), PerChannel(told.StandardDeviation ?? [1], shape, "StandardDeviation (--standard-deviation)")),
        };
    }

    static ImageShape Shape(EncoderModel model, EncoderInputOptions told)
    {
        ImageShape? declared = model.Input.Shape is [1 or 3, var height, var width] ? new ImageShape(model.Input.Shape[0], height, width) : null;
        if (told.Shape is { } said && said != declared)
            throw new InvalidDataException($"Input (--input) is {said}, and '{Owner(model)}' takes {model.Input}.");
        return declared ?? throw new InvalidDataException(
            $"'{Owner(model)}' takes {model.Input}, where images of 1 or 3 channels are expected, channels first. " +
            "Export it so, or put an ONNX file before it that makes of such images what it takes (--prepare).");
    }

    static string Owner(EncoderModel model) => model.PreparingPath ?? model.Path;

    static float[] PerChannel(IReadOnlyList<float> values, ImageShape shape, string option) => values.Count == 1 ? Each(values[0], shape.Channels)
        : values.Count == shape.Channels ? [.. values]
        : throw new InvalidDataException($"{option} has {values.Count} values, and images of {shape} have {shape.Channels} channel(s): give one, or one for each.");

    static float[] Each(float value, int channels) => [.. Enumerable.Repeat(value, channels)];
}
