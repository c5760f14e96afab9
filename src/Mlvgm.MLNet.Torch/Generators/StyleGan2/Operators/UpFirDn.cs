using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>
/// Inserts zeros between pixels, pads or crops, filters, keeps every n-th pixel (docs/method/stylegan2.md#filters-and-activations): a depthwise convolution,
/// transposed where zeros would be inserted, so that no zero is multiplied.
/// </summary>
static class UpFirDn
{
    /// <summary>Filters images.</summary>
    /// <param name="images">[n, c, h, w].</param>
    /// <param name="filter">[kh, kw], shared by the channels.</param>
    /// <param name="up">Pixels per pixel, along x and y; the inserted ones are zero.</param>
    /// <param name="down">Of so many pixels one is kept, along x and y.</param>
    /// <param name="padding">Zeros around the image after the insertion.</param>
    /// <param name="gain">A factor of the filter.</param>
    /// <param name="correlate">Whether to correlate rather than convolve.</param>
    /// <returns>[n, c, (h · up + top + bottom - kh) / down + 1, the same of w].</returns>
    public static Tensor Apply(Tensor images, Tensor filter, (int X, int Y) up, (int X, int Y) down, ImagePadding padding,
        double gain = 1, bool correlate = false)
    {
        using var scope = NewDisposeScope();
        long channels = images.shape[1];
        // One channel is one group, which oneDNN may get wrong (see ChannelsLast); depthwise convolutions of several it does right.
        if (channels == 1)
            return Apply(images.expand(-1, 2, -1, -1), filter, up, down, padding, gain, correlate).narrow(1, 0, 1).MoveToOuterDisposeScope();
        var scaled = filter * gain;
        var result = up == (1, 1)
            ? Filtered(images, PerChannel(correlate ? scaled : scaled.flip(0, 1), channels), down, padding)
            : Upsampled(images, PerChannel(correlate ? scaled.flip(0, 1) : scaled, channels), up, down, padding);
        return result.MoveToOuterDisposeScope();
    }

    static Tensor PerChannel(Tensor filter, long channels) => filter.expand(channels, 1, -1, -1);

    static Tensor Filtered(Tensor images, Tensor weight, (int X, int Y) down, ImagePadding padding) => padding.IsSymmetric
        ? nn.functional.conv2d(images, weight, strides: [down.Y, down.X], padding: [padding.Top, padding.Left], groups: images.shape[1])
        : nn.functional.conv2d(Padded(images, padding), weight, strides: [down.Y, down.X], groups: images.shape[1]);

    /// <summary>A transposed convolution gives all pixels that the filter touches, from which the padding takes or to which it adds.</summary>
    static Tensor Upsampled(Tensor images, Tensor weight, (int X, int Y) up, (int X, int Y) down, ImagePadding padding)
    {
        int height = (int)weight.shape[2], width = (int)weight.shape[3];
        var rest = new ImagePadding(
            padding.Left - width + 1, padding.Right - width + up.X, padding.Top - height + 1, padding.Bottom - height + up.Y);
        var crop = new ImagePadding(-rest.Left, -rest.Right, -rest.Top, -rest.Bottom);
        var full = nn.functional.conv_transpose2d(images, weight, strides: [up.Y, up.X],
            padding: crop.IsSymmetric ? [crop.Top, crop.Left] : [0, 0], groups: images.shape[1]);
        if (!crop.IsSymmetric) full = Padded(full, rest);
        return down == (1, 1) ? full : full.slice(2, 0, full.shape[2], down.Y).slice(3, 0, full.shape[3], down.X);
    }

    static Tensor Padded(Tensor images, ImagePadding padding) =>
        nn.functional.pad(images, [padding.Left, padding.Right, padding.Top, padding.Bottom]);
}
