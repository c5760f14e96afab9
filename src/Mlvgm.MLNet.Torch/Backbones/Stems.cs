namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>Which <see cref="Stem"/> suits images of a size.</summary>
public static class Stems
{
    /// <summary>Up to this many pixels a side, a network begins without reducing the image.</summary>
    public const int SmallImageSide = 64;

    /// <summary>The stem for images of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    public static Stem For(int height, int width) => Math.Max(height, width) <= SmallImageSide ? Stem.SmallImage : Stem.ImageNet;
}
