using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>From the network's image to pixels in [0, 1], as the paper's code does it (docs/method/stylegan2.md#the-papers-cars).</summary>
static class ImagePostProcessing
{
    /// <summary>Cuts out the centre, resizes it, maps [-1, 1] to [0, 1] as x · 127.5 + 128 out of 255, and clamps.</summary>
    /// <param name="images">[n, c, r, r].</param>
    /// <param name="cropSize">The side of the centre square; all when null.</param>
    /// <param name="outputSize">The side after bilinear resizing with aligned corners and without antialiasing; kept when null.</param>
    public static Tensor Apply(Tensor images, int? cropSize, int? outputSize)
    {
        using var scope = NewDisposeScope();
        var result = images;
        if (cropSize is { } crop)
        {
            long offset = (images.shape[2] - crop) / 2;
            result = result.narrow(2, offset, crop).narrow(3, offset, crop);
        }
        if (outputSize is { } side)
            result = nn.functional.interpolate(result, size: [side, side], mode: InterpolationMode.Bilinear, align_corners: true);
        return ((result * 127.5 + 128).clamp(0, 255) / 255).MoveToOuterDisposeScope();
    }

    /// <summary>Adds <see cref="Apply"/> to a graph, for images of side <paramref name="resolution"/>.</summary>
    public static OnnxValue Export(OnnxGraph graph, OnnxValue images, int resolution, int? cropSize, int? outputSize)
    {
        var result = images;
        if (cropSize is { } crop)
        {
            long offset = (resolution - crop) / 2;
            result = graph.Slice(graph.Slice(result, 2, offset, offset + crop), 3, offset, offset + crop);
        }
        if (outputSize is { } side) result = graph.ResizeTo(result, OnnxResizeMode.BilinearAlignedCorners, side, side);
        return graph.Div(graph.Clip(graph.Add(graph.Mul(result, 127.5), 128), 0, 255), 255);
    }
}
