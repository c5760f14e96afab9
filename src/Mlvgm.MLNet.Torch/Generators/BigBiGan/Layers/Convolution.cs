using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.Torch.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>A spectrally normalised convolution that keeps the sides.</summary>
sealed class Convolution : FrozenModule, IOnnxExportable
{
    readonly long _padding;
    readonly bool _hasBias;
    readonly bool _byProducts;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    /// <param name="state">The state dictionary.</param>
    /// <param name="path">The layer's place in it.</param>
    /// <param name="inputs">Channels that enter.</param>
    /// <param name="outputs">Channels that leave.</param>
    /// <param name="kernel">Sides of the kernel, 1 or 3.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="byProducts">Whether to compute by <see cref="NeighbourProducts"/>; for kernels of 3 with a bias.</param>
    public Convolution(BigBiGanState state, string path, long inputs, long outputs, long kernel, bool hasBias = true, bool byProducts = false)
        : base(nameof(Convolution))
    {
        (_padding, _hasBias, _byProducts) = (kernel / 2, hasBias, byProducts);
        var weight = state.TakeNormalised(path, outputs, inputs, kernel, kernel);
        // By products, one matrix [in, out] for each place of the kernel.
        Keep("weight", byProducts ? weight.permute(2, 3, 1, 0).contiguous().permute(3, 2, 0, 1) : ChannelsLast.Convert(weight));
        if (hasBias) Keep("bias", state.Take($"{path}.bias", outputs).clone());
    }

    /// <summary>[n, in, h, w] to [n, out, h, w], channels innermost.</summary>
    public Tensor Forward(Tensor x)
    {
        var weight = Kept("weight");
        if (!_byProducts) return nn.functional.conv2d(x, weight, _hasBias ? Kept("bias") : null, padding: [_padding, _padding]);
        var terms = from row in Enumerable.Range(0, 3)
                    from column in Enumerable.Range(0, 3)
                    select (row - 1, column - 1, weight[.., .., row, column].t());
        return new NeighbourProducts(x).Sum(Kept("bias"), terms).permute(0, 3, 1, 2);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(inputs[0], graph.Initializer(Kept("weight")), _hasBias ? graph.Initializer(Kept("bias")) : OnnxValue.None,
            [1, 1], [_padding, _padding, _padding, _padding])];
}
