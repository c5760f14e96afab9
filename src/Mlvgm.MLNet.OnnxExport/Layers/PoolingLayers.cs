using Mlvgm.MLNet.OnnxExport.Graph;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>MaxPool2d, AvgPool2d, and AdaptiveAvgPool2d to one pixel.</summary>
static class PoolingLayers
{
    public static OnnxValue Export(OnnxGraph graph, MaxPool2d layer, OnnxValue x)
    {
        RequireFloor(graph, layer.ceil_mode);
        return graph.Node("MaxPool", [x],
            new("kernel_shape", Pair(layer.kernel_size)), new("strides", Stride(layer.stride, layer.kernel_size)),
            new("pads", Pads(layer.padding)), new("dilations", Pair(layer.dilation, 1)));
    }

    public static OnnxValue Export(OnnxGraph graph, AvgPool2d layer, OnnxValue x)
    {
        RequireFloor(graph, layer.ceil_mode);
        if (layer.divisor_override is not null) throw graph.Unsupported("divisor_override");
        return graph.Node("AveragePool", [x],
            new("kernel_shape", Pair(layer.kernel_size)), new("strides", Stride(layer.stride, layer.kernel_size)),
            new("pads", Pads(layer.padding)), new("count_include_pad", layer.count_include_pad ? 1 : 0));
    }

    public static OnnxValue Export(OnnxGraph graph, AdaptiveAvgPool2d layer, OnnxValue x) => layer.output_size.All(size => size == 1)
        ? graph.Node("GlobalAveragePool", [x])
        : throw graph.Unsupported($"adaptive pooling to ({string.Join(", ", layer.output_size)}), other than (1, 1),");

    // With ceil_mode, libtorch drops windows that start in the padding and ONNX does not.
    static void RequireFloor(OnnxGraph graph, bool ceilMode)
    {
        if (ceilMode) throw graph.Unsupported("ceil_mode");
    }

    static long[] Pair(long[]? values, long fallback = 0) => values switch
    {
        null or [] => [fallback, fallback],
        [var both] => [both, both],
        _ => values,
    };

    static long[] Stride(long[]? stride, long[] kernel) => stride is null or [] ? Pair(kernel) : Pair(stride);

    static long[] Pads(long[]? padding) => [.. Pair(padding), .. Pair(padding)];
}
