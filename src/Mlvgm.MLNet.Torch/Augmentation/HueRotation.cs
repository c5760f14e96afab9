using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Turns the hue of every pixel, as going to HSV and back would, without leaving RGB more than needed.</summary>
/// <remarks>
/// With V and m a pixel's largest and smallest channel, C = V - m and the hue h in [0, 6), HSV's inverse is
/// m + C clamp(|(h + n) mod 6 - 2| - 1, 0, 1), where n is 5 for red, 3 for green and 1 for blue; a turn adds to n.
/// </remarks>
static class HueRotation
{
    const double Smallest = 1e-8;

    /// <summary>Writes the three n of an image whose hue turns by <paramref name="turn"/> of the circle.</summary>
    public static void Fill(Span<float> offsets, float turn)
    {
        for (int channel = 0; channel < 3; channel++) offsets[channel] = 5 - 2 * channel + 6 * turn;
    }

    /// <param name="images">[batch, 3, height, width].</param>
    /// <param name="offsets">Each image's three n, [batch, 3, 1, 1].</param>
    public static Tensor Apply(Tensor images, Tensor offsets)
    {
        using var scope = NewDisposeScope();
        var (largest, place) = images.max(1, keepdim: true);
        var smallest = images.amin([1], keepdim: true);
        var range = largest - smallest;
        // Where red is largest, h = (G - B) / C; green: (B - R) / C + 2; blue: (R - G) / C + 4. A grey pixel has C = 0 and any hue.
        var cycle = cat([images, images.narrow(1, 0, 2)], dim: 1);
        var differences = cycle.narrow(1, 1, 3) - cycle.narrow(1, 2, 3);
        var hue = differences.gather(1, place).div_(range.clamp(min: Smallest)).add_(place, alpha: 2);
        var shares = (hue + offsets).remainder_(6).sub_(2).abs_().sub_(1).clamp_(0, 1);
        return smallest.addcmul(range, shares, 1).MoveToOuterDisposeScope();
    }
}
