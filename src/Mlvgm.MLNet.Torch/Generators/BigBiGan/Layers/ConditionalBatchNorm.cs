using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>
/// Batch normalisation with stored statistics whose gain, 1 + G y, and shift, B y, are linear in a condition y (docs/method/bigbigan.md#forward-pass).
/// </summary>
sealed class ConditionalBatchNorm : FrozenModule, IOnnxExportable
{
    /// <summary>Added to the stored variance.</summary>
    public const double Epsilon = 1e-4;

    readonly FullyConnected _gain;
    readonly FullyConnected _bias;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public ConditionalBatchNorm(BigBiGanState state, string path, long channels, long conditionWidth) : base(nameof(ConditionalBatchNorm))
    {
        Keep("mean", state.Take($"{path}.stored_mean", channels).clone());
        Keep("inverse_deviation", (state.Take($"{path}.stored_var", channels) + Epsilon).rsqrt());
        _gain = Place("gain", new FullyConnected(state, $"{path}.gain", conditionWidth, channels, hasBias: false));
        _bias = Place("bias", new FullyConnected(state, $"{path}.bias", conditionWidth, channels, hasBias: false));
    }

    /// <summary>[n, c, h, w], given [n, width], to the same shape.</summary>
    public Tensor Forward(Tensor x, Tensor condition)
    {
        var scale = (_gain.Forward(condition) + 1) * Kept("inverse_deviation");
        var shift = _bias.Forward(condition) - Kept("mean") * scale;
        return addcmul(shift.unsqueeze(-1).unsqueeze(-1), x, scale.unsqueeze(-1).unsqueeze(-1), 1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var scale = graph.Mul(graph.Add(graph.Add(_gain, inputs[1]), 1), graph.Initializer(Kept("inverse_deviation")));
        var shift = graph.Sub(graph.Add(_bias, inputs[1]), graph.Mul(graph.Initializer(Kept("mean")), scale));
        return [graph.Add(graph.Mul(inputs[0], PerChannel(scale)), PerChannel(shift))];

        OnnxValue PerChannel(OnnxValue value) => graph.Reshape(value, 0, -1, 1, 1);
    }
}
