using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>Doubling of the sides by repeating pixels, then a spectrally normalised 3x3 convolution.</summary>
/// <remarks>
/// Both in one: pixels that are repeated share products, so that each pixel of the input enters 16 products per pair of channels in place
/// of 36. This is a transposed convolution of stride 2 whose 4x4 kernel is the 3x3 kernel, flipped, convolved with 2x2 ones.
/// </remarks>
sealed class UpsampledConvolution : FrozenModule, IOnnxExportable
{
    readonly bool _byProducts;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    /// <param name="state">The state dictionary.</param>
    /// <param name="path">The layer's place in it.</param>
    /// <param name="inputs">Channels that enter.</param>
    /// <param name="outputs">Channels that leave.</param>
    /// <param name="byProducts">Whether to compute by <see cref="NeighbourProducts"/>.</param>
    public UpsampledConvolution(BigBiGanState state, string path, long inputs, long outputs, bool byProducts = false)
        : base(nameof(UpsampledConvolution))
    {
        _byProducts = byProducts;
        var kernel = Widen(state.TakeNormalised(path, outputs, inputs, 3, 3));
        // By products, one matrix [in, out] for each place of the kernel.
        Keep("kernel", byProducts ? kernel.permute(2, 3, 0, 1).contiguous().permute(2, 3, 0, 1) : ChannelsLast.Convert(kernel));
        Keep("bias", state.Take($"{path}.bias", outputs).clone());
    }

    /// <summary>[n, in, h, w] to [n, out, 2h, 2w], channels innermost.</summary>
    public Tensor Forward(Tensor x) => _byProducts
        ? ByProducts(x)
        : nn.functional.conv_transpose2d(x, Kept("kernel"), Kept("bias"), strides: [2, 2], padding: [1, 1]);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(graph.Resize(inputs[0], OnnxResizeMode.Nearest, 2, 2), graph.Initializer(Narrow(Kept("kernel")), "weight"),
            graph.Initializer(Kept("bias")), [1, 1], [1, 1, 1, 1])];

    /// <summary>Each of the four pixels that replace one is a sum over four neighbours of that one.</summary>
    Tensor ByProducts(Tensor x)
    {
        var neighbours = new NeighbourProducts(x);
        var kernel = Kept("kernel");
        var bias = Kept("bias");
        // [n, h, row of the four, w, column of the four, out]
        return stack([Row(0), Row(1)], 2).flatten(3, 4).flatten(1, 2).permute(0, 3, 1, 2);

        Tensor Row(int row) => stack([Pixel(row, 0), Pixel(row, 1)], 3);

        Tensor Pixel(int row, int column) => neighbours.Sum(bias,
            from rowOffset in (int[])[row - 1, row]
            from columnOffset in (int[])[column - 1, column]
            select (rowOffset, columnOffset, kernel[.., .., row + 1 - 2 * rowOffset, column + 1 - 2 * columnOffset]));
    }

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
