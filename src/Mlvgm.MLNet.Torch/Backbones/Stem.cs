namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The first layers of a residual network.</summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public enum Stem
{
    /// <summary>A 7x7 convolution of stride 2 and a 3x3 max-pooling of stride 2: images of 64 pixels and more.</summary>
    ImageNet,

    /// <summary>A 3x3 convolution of stride 1 without pooling: images of about 32 pixels (docs/method/measurement.md#the-encoder).</summary>
    SmallImage,
}

/// <summary>Which <see cref="Stem"/> suits images of a size.</summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public static class Stems
{
    /// <summary>Up to this many pixels a side, a network begins without reducing the image.</summary>
    public const int SmallImageSide = 64;

    /// <summary>The stem for images of <paramref name="height"/> x <paramref name="width"/> pixels.</summary>
    public static Stem For(int height, int width) => Math.Max(height, width) <= SmallImageSide ? Stem.SmallImage : Stem.ImageNet;
}
