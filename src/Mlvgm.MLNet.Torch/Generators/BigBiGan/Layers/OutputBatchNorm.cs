using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>Batch normalisation with stored statistics, gain and bias, as one multiplication and one addition.</summary>
sealed class OutputBatchNorm : FrozenModule, IOnnxExportable
{
    /// <summary>Added to the stored variance; not that of the conditional normalisations.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public OutputBatchNorm(BigBiGanState state, string path, long channels) : base(nameof(OutputBatchNorm))
    {
        var scale = state.Take($"{path}.gain", channels) * (state.Take($"{path}.stored_var", channels) + Epsilon).rsqrt();
        var shift = state.Take($"{path}.bias", channels) - state.Take($"{path}.stored_mean", channels) * scale;
        Keep("scale", scale.view(1, -1, 1, 1));
        Keep("shift", shift.view(1, -1, 1, 1));
    }

    /// <summary>[n, c, h, w] to the same shape.</summary>
    public Tensor Forward(Tensor x) => addcmul(Kept("shift"), x, Kept("scale"), 1);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Add(graph.Mul(inputs[0], graph.Initializer(Kept("scale"))), graph.Initializer(Kept("shift")))];
}
