using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>What a colour jitter drew for one image.</summary>
/// <param name="Applied">Whether the image is changed at all.</param>
/// <param name="Brightness">1 changes nothing.</param>
/// <param name="Contrast">1 changes nothing.</param>
/// <param name="Saturation">1 changes nothing.</param>
/// <param name="Hue">A share of the colour circle; 0 changes nothing.</param>
readonly record struct ColorFactors(bool Applied, float Brightness, float Contrast, float Saturation, float Hue)
{
    public static ColorFactors Draw(ref RandomStream stream, ColorJitterStrength strength, double probability)
    {
        bool applied = stream.NextDouble() < probability;
        float brightness = Around(ref stream, 1, strength.Brightness);
        float contrast = Around(ref stream, 1, strength.Contrast);
        float saturation = Around(ref stream, 1, strength.Saturation);
        return new ColorFactors(applied, brightness, contrast, saturation, Around(ref stream, 0, strength.Hue));
    }

    static float Around(ref RandomStream stream, double centre, double strength) =>
        (float)stream.NextUniform(centre - strength, centre + strength);
}
