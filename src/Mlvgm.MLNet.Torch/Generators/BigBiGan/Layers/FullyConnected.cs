using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>A spectrally normalised linear layer.</summary>
sealed class FullyConnected : FrozenModule, IOnnxExportable
{
    readonly bool _hasBias;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public FullyConnected(BigBiGanState state, string path, long inputs, long outputs, bool hasBias) : base(nameof(FullyConnected))
    {
        Keep("weight", state.TakeNormalised(path, outputs, inputs));
        if (hasBias) Keep("bias", state.Take($"{path}.bias", outputs).clone());
        _hasBias = hasBias;
    }

    /// <summary>[n, in] to [n, out].</summary>
    public Tensor Forward(Tensor x) => nn.functional.linear(x, Kept("weight"), _hasBias ? Kept("bias") : null);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Gemm(inputs[0], graph.Initializer(Kept("weight")), _hasBias ? graph.Initializer(Kept("bias")) : OnnxValue.None)];
}
