using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Pooling of images [N, C, height, width].</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class PoolingOperators
{
    /// <summary>The largest value of each square of <paramref name="side"/> pixels, side by side; what does not fill a square is dropped.</summary>
    public static OnnxValue MaxPool2d(this OnnxGraph graph, OnnxValue images, long side) =>
        graph.Node("MaxPool", [images], new OnnxAttribute("kernel_shape", [side, side]), new OnnxAttribute("strides", [side, side]));
}
