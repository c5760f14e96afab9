using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>Scales each channel by a gate in (0, 1) computed from the spatial means of all channels.</summary>
sealed class SqueezeExcitation : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    readonly Linear _squeeze;
    readonly Linear _excite;

    public SqueezeExcitation(long channels) : base(nameof(SqueezeExcitation))
    {
        long hidden = Math.Max(channels / 16, 4);
        _squeeze = nn.Linear(channels, hidden);
        _excite = nn.Linear(hidden, channels);
        register_module("linear_1", _squeeze);
        register_module("linear_2", _excite);
    }

    /// <summary>[n, c, h, w] to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        var gate = _excite.forward(nn.functional.relu(_squeeze.forward(input.mean([2, 3])))).sigmoid();
        return input * gate.unsqueeze(-1).unsqueeze(-1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var means = graph.ReduceMean(inputs[0], [2, 3], keepDimensions: false);
        var gate = graph.Sigmoid(graph.Add(_excite, graph.Relu(graph.Add(_squeeze, means))));
        return [graph.Mul(inputs[0], graph.Reshape(gate, 0, -1, 1, 1))];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
