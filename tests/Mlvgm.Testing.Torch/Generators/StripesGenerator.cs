using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.Testing.Torch.Generators;

/// <summary>
/// A generator with something to learn: stripes in one of four directions, which is the image's class, over a field of colours. Where the stripes begin,
/// and the colours, are clutter: views that share the subject, and have other clutter, say what counts.
/// </summary>
public sealed class StripesGenerator : TorchGenerator
{
    /// <summary>The number of classes.</summary>
    public const int Classes = 4;

    const int Side = 16;

    /// <summary>The height of the stripes; colours have a deviation of 1.</summary>
    const double Height = 1.5;

    /// <summary>How much one direction wins over the others.</summary>
    const double Contrast = 6;

    public override string Name => "stripes";

    public override LatentLayout Layout { get; } = new([new("subject", [Classes]), new("phase", [1]), new("colours", [3, 2, 2])]);

    public override ImageShape ImageShape => new(3, Side, Side);

    public override Device Device => CPU;

    public override void MoveTo(Device device)
    {
        if (device.type != DeviceType.CPU) throw new NotSupportedException();
    }

    /// <summary>The class of images of those subjects, [batch].</summary>
    public static Tensor ClassOf(Tensor subjects) => subjects.argmax(1);

    public override Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var weights = functional.softmax(Contrast * latents[0], dim: 1);
        var (rows, columns) = (arange(Side, float32).reshape(1, Side, 1), arange(Side, float32).reshape(1, 1, Side));
        Tensor[] directions = [rows + 0 * columns, columns + 0 * rows, rows + columns, rows - columns];
        var waves = stack([.. directions.Select(along => (along * (Math.PI / 2) + Math.PI * latents[1].reshape(-1, 1, 1)).cos())], dim: 1);
        var stripes = (waves * weights.reshape(-1, Classes, 1, 1)).sum(1, keepdim: true);
        var colours = functional.interpolate(latents[2], [Side, Side], mode: InterpolationMode.Bilinear, align_corners: false);
        return (Height * stripes + colours).sigmoid().MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
    }
}
