using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>Upsample of images, nearest and bilinear, by factors or to a size.</summary>
static class UpsampleLayer
{
    public static OnnxValue Export(OnnxGraph graph, Upsample layer, OnnxValue x)
    {
        var mode = layer.mode switch
        {
            UpsampleMode.Nearest => OnnxResizeMode.Nearest,
            UpsampleMode.Bilinear => layer.align_corners == true ? OnnxResizeMode.BilinearAlignedCorners : OnnxResizeMode.Bilinear,
            _ => throw graph.Unsupported($"upsampling mode {layer.mode}"),
        };
        if (layer.recompute_scale_factor == true) throw graph.Unsupported("recompute_scale_factor");
        var size = layer.size;
        var factor = layer.scale_factor;
        if (!size.IsEmpty) return graph.ResizeTo(x, mode, size[0], size[^1]);
        return graph.Resize(x, mode, factor[0], factor[^1]);
    }
}
