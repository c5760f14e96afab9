using System.Globalization;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>
/// A residual cell of the decoder: shortcut + 0.1 ([nearest x2], BN, 1x1 expansion, BN, SiLU, depthwise 5x5, BN, SiLU, 1x1, BN,
/// squeeze-excitation).
/// </summary>
/// <remarks>
/// The doubling is done after the first SiLU, where it costs a quarter: repeating pixels changes neither what happens to a pixel nor
/// the statistics of a batch.
/// </remarks>
sealed class DecoderCell : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    const int PointwiseLayers = 4;
    const double ResidualScale = 0.1;

    readonly nn.Module<Tensor, Tensor>[] _layers;
    readonly SkipUp? _skip;

    /// <summary>Creates a cell that keeps the shape, or one that doubles the sides and changes the channels.</summary>
    public DecoderCell(long inputs, long outputs, bool upsample, int expansion) : base(nameof(DecoderCell))
    {
        long hidden = inputs * expansion;
        _layers =
        [
            BatchNorms.Create(inputs), nn.Conv2d(inputs, hidden, 1L, bias: false),
            BatchNorms.Create(hidden), nn.SiLU(), nn.Conv2d(hidden, hidden, 5L, padding: 2L, groups: hidden, bias: false),
            BatchNorms.Create(hidden), nn.SiLU(), nn.Conv2d(hidden, outputs, 1L, bias: false),
            BatchNorms.Create(outputs), new SqueezeExcitation(outputs),
        ];
        _skip = upsample ? new SkipUp(inputs, outputs) : null;
        if (_skip is not null) register_module("skip_connection", _skip);
        // The reference counts the doubling as layer 0.
        var residual = new ModuleFolder("residual");
        for (int i = 0; i < _layers.Length; i++)
            residual.Place((upsample ? i + 1 : i).ToString(CultureInfo.InvariantCulture), _layers[i]);
        register_module("residual", residual);
    }

    /// <summary>[n, in, h, w] to the same shape, or to [n, out, 2h, 2w].</summary>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        for (int i = 0; i < _layers.Length; i++)
        {
            if (i == PointwiseLayers && _skip is not null) x = nn.functional.interpolate(x, scale_factor: [2, 2]);
            x = _layers[i].forward(x);
        }
        return (_skip?.forward(input) ?? input) + ResidualScale * x;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var x = inputs[0];
        for (int i = 0; i < _layers.Length; i++)
        {
            if (i == PointwiseLayers && _skip is not null) x = graph.Resize(x, OnnxResizeMode.Nearest, 2, 2);
            x = graph.Add(_layers[i], x);
        }
        return [graph.Add(_skip is null ? inputs[0] : graph.Add(_skip, inputs[0]), graph.Mul(x, ResidualScale))];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
