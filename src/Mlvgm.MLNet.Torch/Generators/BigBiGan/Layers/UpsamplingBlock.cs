using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>
/// A residual block that doubles the sides: conditional norm, ReLU, doubling, 3x3, conditional norm, ReLU, 3x3; the shortcut is the block's
/// input, doubled, then 1x1.
/// </summary>
sealed class UpsamplingBlock : FrozenModule, IOnnxExportable
{
    /// <summary>Takes the block at <paramref name="path"/> from a state dictionary.</summary>
    public UpsamplingBlock(BigBiGanState state, string path, long inputs, long outputs, long conditionWidth) : base(nameof(UpsamplingBlock))
    {
        Norm1 = Place("bn1", new ConditionalBatchNorm(state, $"{path}.bn1", inputs, conditionWidth));
        Conv1 = Place("conv1", new UpsampledConvolution(state, $"{path}.conv1", inputs, outputs));
        Norm2 = Place("bn2", new ConditionalBatchNorm(state, $"{path}.bn2", outputs, conditionWidth));
        Conv2 = Place("conv2", new Convolution(state, $"{path}.conv2", outputs, outputs, kernel: 3));
        Shortcut = Place("conv_sc", new Convolution(state, $"{path}.conv_sc", inputs, outputs, kernel: 1));
    }

    /// <summary>The first normalisation.</summary>
    public ConditionalBatchNorm Norm1 { get; }

    /// <summary>The first convolution, with the doubling before it.</summary>
    public UpsampledConvolution Conv1 { get; }

    /// <summary>The second normalisation.</summary>
    public ConditionalBatchNorm Norm2 { get; }

    /// <summary>The second convolution.</summary>
    public Convolution Conv2 { get; }

    /// <summary>The shortcut's convolution.</summary>
    public Convolution Shortcut { get; }

    /// <summary>[n, in, h, w], given [n, width], to [n, out, 2h, 2w].</summary>
    public Tensor Forward(Tensor x, Tensor condition)
    {
        var t = Conv1.Forward(Norm1.Forward(x, condition).relu_());
        t = Conv2.Forward(Norm2.Forward(t, condition).relu_());
        // Repeating pixels commutes with a 1x1 convolution, which is then done on a quarter of them.
        return t + nn.functional.interpolate(Shortcut.Forward(x), scale_factor: [2, 2]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var (x, condition) = (inputs[0], inputs[1]);
        var t = graph.Add(Conv1, graph.Relu(graph.Add(Norm1, [x, condition])[0]));
        t = graph.Add(Conv2, graph.Relu(graph.Add(Norm2, [t, condition])[0]));
        return [graph.Add(t, graph.Resize(graph.Add(Shortcut, x), OnnxResizeMode.Nearest, 2, 2))];
    }
}
