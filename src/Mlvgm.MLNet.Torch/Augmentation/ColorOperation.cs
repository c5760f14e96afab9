namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The parts of a colour jitter.</summary>
enum ColorOperation
{
    Brightness,
    Contrast,
    Saturation,
    Hue,
}
