using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Layers;

/// <summary>The layers of TorchSharp that the exporter knows: one line each.</summary>
/// <remarks>
/// TorchSharp 0.107 exposes the settings of all of them as public properties (stride, padding, eps...), so nothing is
/// guessed and no reflection is used.
/// </remarks>
static class KnownLayers
{
    public static LayerTable Table { get; } = new(new Dictionary<Type, LayerExport>
    {
        [typeof(Conv2d)] = For<Conv2d>(ConvolutionLayers.Export),
        [typeof(ConvTranspose2d)] = For<ConvTranspose2d>(ConvolutionLayers.Export),
        [typeof(Linear)] = For<Linear>(LinearLayer.Export),
        [typeof(BatchNorm1d)] = For<BatchNorm1d>(BatchNormLayers.Export),
        [typeof(BatchNorm2d)] = For<BatchNorm2d>(BatchNormLayers.Export),
        [typeof(GroupNorm)] = For<GroupNorm>(GroupNormLayer.Export),
        [typeof(LayerNorm)] = For<LayerNorm>(LayerNormLayer.Export),
        [typeof(ReLU)] = For<ReLU>((graph, _, x) => graph.Relu(x)),
        [typeof(SiLU)] = For<SiLU>((graph, _, x) => graph.Silu(x)),
        [typeof(ELU)] = For<ELU>((graph, layer, x) => graph.Elu(x, layer.alpha)),
        [typeof(LeakyReLU)] = For<LeakyReLU>((graph, layer, x) => graph.LeakyRelu(x, layer.negative_slope)),
        [typeof(Sigmoid)] = For<Sigmoid>((graph, _, x) => graph.Sigmoid(x)),
        [typeof(Tanh)] = For<Tanh>((graph, _, x) => graph.Tanh(x)),
        [typeof(Softmax)] = For<Softmax>((graph, layer, x) => graph.Softmax(x, layer.dim)),
        [typeof(MaxPool2d)] = For<MaxPool2d>(PoolingLayers.Export),
        [typeof(AvgPool2d)] = For<AvgPool2d>(PoolingLayers.Export),
        [typeof(AdaptiveAvgPool2d)] = For<AdaptiveAvgPool2d>(PoolingLayers.Export),
        [typeof(Upsample)] = For<Upsample>(UpsampleLayer.Export),
        [typeof(Flatten)] = For<Flatten>(FlattenLayer.Export),
        [typeof(Dropout)] = For<Dropout>((_, _, x) => x),
        [typeof(Dropout2d)] = For<Dropout2d>((_, _, x) => x),
        [typeof(Identity)] = For<Identity>((_, _, x) => x),
        [typeof(Sequential)] = For<Sequential>((graph, layer, x) => layer.children().Aggregate(x, (value, child) => graph.Add(child, value))),
    });

    static LayerExport For<TLayer>(Func<OnnxGraph, TLayer, OnnxValue, OnnxValue> export) where TLayer : nn.Module =>
        (graph, module, input) => export(graph, (TLayer)module, input);
}
