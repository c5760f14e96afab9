namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The first layers of a residual network.</summary>
public enum Stem
{
    /// <summary>A 7x7 convolution of stride 2 and a 3x3 max-pooling of stride 2: images of 64 pixels and more.</summary>
    ImageNet,

    /// <summary>A 3x3 convolution of stride 1 without pooling: images of about 32 pixels (docs/method/measurement.md#the-encoder).</summary>
    SmallImage,
}
