using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>Doubling of the sides by repeating pixels, then a spectrally normalised 3x3 convolution.</summary>
/// <remarks>
/// Both in one: pixels that are repeated share products, so that each pixel of the input enters 16 products per pair of channels in place
/// of 36. This is a transposed convolution of stride 2 whose 4x4 kernel is the 3x3 kernel, flipped, convolved with 2x2 ones.
/// </remarks>
sealed class UpsampledConvolution : FrozenModule, IOnnxExportable
{
    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public UpsampledConvolution(BigBiGanState state, string path, long inputs, long outputs) : base(nameof(UpsampledConvolution))
    {
        Keep("kernel", ChannelsLast.Convert(Widen(state.TakeNormalised(path, outputs, inputs, 3, 3))));
        Keep("bias", state.Take($"{path}.bias", outputs).clone());
    }

    /// <summary>[n, in, h, w] to [n, out, 2h, 2w], channels innermost.</summary>
    public Tensor Forward(Tensor x) => nn.functional.conv_transpose2d(x, Kept("kernel"), Kept("bias"), strides: [2, 2], padding: [1, 1]);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(graph.Resize(inputs[0], OnnxResizeMode.Nearest, 2, 2), graph.Initializer(Narrow(Kept("kernel")), "weight"),
            graph.Initializer(Kept("bias")), [1, 1], [1, 1, 1, 1])];

    /// <summary>The kernel [in, out, 4, 4] of a weight [out, in, 3, 3].</summary>
    static Tensor Widen(Tensor weight)
    {
        var flipped = weight.flip(2, 3).transpose(0, 1);
        var rows = nn.functional.pad(flipped, [0, 0, 0, 1]) + nn.functional.pad(flipped, [0, 0, 1, 0]);
        return nn.functional.pad(rows, [0, 1, 0, 0]) + nn.functional.pad(rows, [1, 0, 0, 0]);
    }

    /// <summary>The weight [out, in, 3, 3] of a kernel [in, out, 4, 4].</summary>
    static Tensor Narrow(Tensor kernel)
    {
        return Undo(Undo(kernel, 2), 3).transpose(0, 1).flip(2, 3);

        static Tensor Undo(Tensor sums, long axis) => cat(
            [sums.narrow(axis, 0, 1), sums.narrow(axis, 1, 1) - sums.narrow(axis, 0, 1), sums.narrow(axis, 3, 1)], axis);
    }
}
