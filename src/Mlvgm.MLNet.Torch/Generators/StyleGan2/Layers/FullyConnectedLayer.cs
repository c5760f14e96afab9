using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;

/// <summary>A fully connected layer whose stored numbers are divided by its learning-rate multiplier (docs/method/stylegan2.md#mapping).</summary>
sealed class FullyConnectedLayer : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    const string WeightName = "weight";
    const string BiasName = "bias";

    readonly double _multiplier;
    readonly bool _activate;

    /// <summary>Creates a layer, linear or with a leaky ReLU.</summary>
    public FullyConnectedLayer(long inputs, long outputs, double multiplier = 1, bool activate = false) : base(nameof(FullyConnectedLayer))
    {
        (_multiplier, _activate) = (multiplier, activate);
        register_parameter(WeightName, new Parameter(zeros(outputs, inputs), requires_grad: false));
        register_parameter(BiasName, new Parameter(zeros(outputs), requires_grad: false));
    }

    Tensor Weight => get_parameter(WeightName)! * (Gain / Math.Sqrt(get_parameter(WeightName)!.shape[1]));

    Tensor Bias => get_parameter(BiasName)! * Gain;

    double Gain => _multiplier * (_activate ? BiasActivation.Gain : 1);

    /// <summary>[n, in] to [n, out].</summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = nn.functional.linear(x, Weight, Bias);
        return (_activate ? BiasActivation.Rectify(y) : y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var y = graph.Gemm(inputs[0], graph.Initializer(Weight, WeightName), graph.Initializer(Bias, BiasName));
        return [_activate ? BiasActivation.Rectify(graph, y) : y];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
