using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>Conv2d and ConvTranspose2d.</summary>
static class ConvolutionLayers
{
    public static OnnxValue Export(OnnxGraph graph, Conv2d layer, OnnxValue x) => graph.Conv2d(
        x, graph.Initializer(layer.weight), Bias(graph, layer), layer.stride, Pads(graph, layer), layer.dilation, layer.groups);

    public static OnnxValue Export(OnnxGraph graph, ConvTranspose2d layer, OnnxValue x) => graph.ConvTranspose2d(
        x, graph.Initializer(layer.weight), Bias(graph, layer), layer.stride, Pads(graph, layer), layer.output_padding, layer.dilation,
        layer.groups);

    static OnnxValue Bias(OnnxGraph graph, Convolution layer) => layer.bias is null ? OnnxValue.None : graph.Initializer(layer.bias);

    static long[] Pads(OnnxGraph graph, Convolution layer)
    {
        if (layer.padding_mode != PaddingModes.Zeros) throw graph.Unsupported($"padding mode {layer.padding_mode}");
        return layer.padding_type switch
        {
            Padding.Valid => [0, 0, 0, 0],
            Padding.Same => Same(layer),
            _ => [.. layer.padding ?? [0, 0], .. layer.padding ?? [0, 0]],
        };
    }

    /// <summary>As libtorch: what cannot be split evenly goes to the bottom and the right.</summary>
    static long[] Same(Convolution layer)
    {
        long[] total = [.. layer.kernel_size.Zip(layer.dilation, (kernel, dilation) => dilation * (kernel - 1))];
        long[] before = [.. total.Select(t => t / 2)];
        return [.. before, .. total.Zip(before, (t, b) => t - b)];
    }
}
