using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>The low-pass filter of every up-sampling, and what is done with it.</summary>
static class ResampleFilter
{
    /// <summary>Taps along an axis.</summary>
    public const int Taps = 4;

    /// <summary>Up-sampling spreads a pixel over 2x2, so the filter is multiplied by 4 to keep the brightness.</summary>
    public const double UpGain = 4;

    /// <summary>The outer product of [1, 3, 3, 1] with itself, of sum 1: [4, 4].</summary>
    public static Tensor Create()
    {
        using var scope = NewDisposeScope();
        var taps = tensor([1f, 3f, 3f, 1f]);
        var filter = outer(taps, taps);
        return (filter / filter.sum()).MoveToOuterDisposeScope();
    }

    /// <summary>Smooths what a transposed convolution by 2 made: [n, c, 2h + 1, 2w + 1] to [n, c, 2h, 2w].</summary>
    public static Tensor Smooth(Tensor features, Tensor filter) =>
        UpFirDn.Apply(features, filter, (1, 1), (1, 1), ImagePadding.Even(1), UpGain);

    /// <summary>Doubles the sides of images: [n, c, h, w] to [n, c, 2h, 2w].</summary>
    public static Tensor Upsample(Tensor images, Tensor filter) =>
        UpFirDn.Apply(images, filter, (2, 2), (1, 1), new ImagePadding(2, 1, 2, 1), UpGain);

    /// <summary>Adds <see cref="Smooth"/> to a graph.</summary>
    public static OnnxValue ExportSmooth(OnnxGraph graph, OnnxValue features, Tensor filter, long channels) => graph.Conv2d(
        features, PerChannel(graph, filter.flip(0, 1), channels), OnnxValue.None, [1, 1], [1, 1, 1, 1], groups: channels);

    /// <summary>Adds <see cref="Upsample"/> to a graph: the padding of 2, 1 is what remains when 1 pixel is cut off all sides.</summary>
    public static OnnxValue ExportUpsample(OnnxGraph graph, OnnxValue images, Tensor filter, long channels) => graph.ConvTranspose2d(
        images, PerChannel(graph, filter, channels), OnnxValue.None, [2, 2], [1, 1, 1, 1], groups: channels);

    static OnnxValue PerChannel(OnnxGraph graph, Tensor filter, long channels) =>
        graph.Initializer((filter * UpGain).expand(channels, 1, -1, -1), "resample_filter");
}
