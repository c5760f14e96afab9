using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The order of a colour jitter's parts.</summary>
static class ColorOrder
{
    /// <summary>One of the 24 orders, each as likely as any other.</summary>
    public static ColorOperation[] Draw(ref RandomStream stream)
    {
        ColorOperation[] order = [ColorOperation.Brightness, ColorOperation.Contrast, ColorOperation.Saturation, ColorOperation.Hue];
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = stream.NextInt32(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}

/// <summary>The parts of a colour jitter.</summary>
enum ColorOperation
{
    Brightness,
    Contrast,
    Saturation,
    Hue,
}
