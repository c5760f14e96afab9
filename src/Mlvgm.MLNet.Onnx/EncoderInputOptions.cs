using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Onnx;

/// <summary>
/// What an ONNX network of others takes: such a file has no <see cref="EncoderCard"/> that says so. <see cref="EncoderCard.WriteInto"/>, and <c>mlvgm card</c>, write it into
/// the file once for all.
/// </summary>
/// <remarks>A network gets (pixel - mean) / standard deviation for pixels from 0 to <see cref="PixelMaximum"/>, channels first.</remarks>
/// <example>See <c>examples/ApiTour/ForeignEncoder.cs</c>.</example>
public sealed record EncoderInputOptions : ISettings
{
    const int LargestSide = 4096;

    /// <summary>The images as <c>CHANNELSxHEIGHTxWIDTH</c>, such as <c>3x224x224</c>; what the graph declares when null.</summary>
    [Setting("Of an encoder without a card: its images; what its graph declares when none.", Placeholder = "CxHxW", IsFree = true)]
    public string? Input { get; init; }

    /// <summary>The value of a white pixel, before <see cref="Mean"/> is subtracted: 1 or 255, usually. A file without a card needs it.</summary>
    [Setting("Of an encoder without a card: the value of a white pixel, 1 or 255.", Above = 0, IsFree = true)]
    public float? PixelMaximum { get; init; }

    /// <summary>What is subtracted from pixels from 0 to <see cref="PixelMaximum"/>: one number, or one for each channel; nothing when null.</summary>
    [Setting("Of an encoder without a card: what is subtracted from pixels of that range, one number or one for each channel.", IsFree = true)]
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>What the difference is divided by, in the same way; nothing when null.</summary>
    [Setting("Of an encoder without a card: what the difference is divided by, in the same way.", Above = 0, IsFree = true)]
    public IReadOnlyList<float>? StandardDeviation { get; init; }

    /// <summary>How images of another size are brought to its size; <see cref="ImageResize.Crop"/> when null.</summary>
    [Setting("Of an encoder without a card: how images are brought to its size; Crop when none.", IsFree = true)]
    public ImageResize? Resize { get; init; }

    /// <summary>An ONNX file that takes the images and gives what the encoder takes; none when null.</summary>
    [Setting("Of an encoder without a card: an ONNX file before it, which takes images and gives what the encoder takes.", Placeholder = "FILE", IsFree = true)]
    public string? Prepare { get; init; }

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => this == new EncoderInputOptions();

    /// <summary>The images; null where the graph declares them.</summary>
    internal ImageShape? Shape => Input is null ? null : ShapeOf(Input);

    void ISettings.Check(Violations violations)
    {
        violations.Require(Input is null || Shape is not null, $"Input (--input) is {Input}; expected CHANNELSxHEIGHTxWIDTH of 1 or 3 channels, such as 3x224x224.");
        foreach (var (values, option) in new[] { (Mean, "Mean (--mean)"), (StandardDeviation, "StandardDeviation (--standard-deviation)") })
        {
            violations.Require(values is null or [_] or [_, _, _], $"{option} has {values?.Count} values: give one, or one for each of 3 channels.");
            violations.Require(
                Shape is not { } shape || values is null or [_] || values.Count == shape.Channels, $"{option} has {values?.Count} values, and --input {Input} says otherwise.");
        }
        if (Mean is null || PixelMaximum is not { } white) return;
        violations.Require(Mean.All(mean => mean >= 0 && mean <= white), $"Mean (--mean) lies in the range of the pixels, 0 to {white} (--pixel-maximum): write both in one range.");
        violations.Require(
            white < 2 || Mean.All(mean => mean == 0) || Mean.Any(mean => mean > 1),
            $"Mean (--mean) is that of pixels up to 1, and --pixel-maximum says {white}: write both in one range.");
    }

    static ImageShape? ShapeOf(string text)
    {
        string[] parts = text.Split('x');
        int[] sizes = [.. parts.Select(part => int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int size) ? size : 0)];
        return sizes is [1 or 3, >= 1 and <= LargestSide, >= 1 and <= LargestSide] ? new ImageShape(sizes[0], sizes[1], sizes[2]) : null;
    }
}
