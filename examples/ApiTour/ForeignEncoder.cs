using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>An ONNX network that others have made: what it takes is said, or written into its file.</summary>
public static class ForeignEncoder
{
    /// <summary>Says what a network takes that divides by nothing itself, and writes it into a copy of the file.</summary>
    /// <returns>What the card says, and the largest difference between features when it is said and when it is read.</returns>
    public static (string Card, float Difference) Run(string networkPath, string copyPath)
    {
        var input = new EncoderInputOptions
        {
            PixelMaximum = 255,
            Mean = [127.5f],
            StandardDeviation = [64],
            Resize = ImageResize.Stretch,
        };
        EncoderCard card = EncoderCard.Of(networkPath, input);
        card.WriteInto(networkPath, copyPath);
        PixelNormalization? normalization = EncoderCard.Read(copyPath).Normalization;
        float[] images = [.. Small.Images(3).Pixels.ToArray().Select(pixel => (float)pixel)];
        using OnnxEncoder told = new(networkPath, input: input), written = new(copyPath);
        float difference = told.Encode(images).Zip(written.Encode(images), (a, b) => Math.Abs(a - b)).Max();
        return ($"{card.Name}: {card.InputShape}, {card.Resize}, minus {normalization?.Mean[0]}", difference);
    }
}
