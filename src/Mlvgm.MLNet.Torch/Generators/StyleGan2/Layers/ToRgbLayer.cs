using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;

/// <summary>From features to colours: a modulated 1x1 convolution without demodulation (docs/method/stylegan2.md#colours).</summary>
sealed class ToRgbLayer : nn.Module<Tensor, Tensor, Tensor>, IOnnxExportable
{
    const string WeightName = "weight";
    const string BiasName = "bias";

    static readonly PointwiseConvolution Convolution = new();

    readonly FullyConnectedLayer _affine;
    readonly double _gain;
    readonly double? _clamp;

    public ToRgbLayer(long inputs, long colours, long wDimension, double? clamp) : base(nameof(ToRgbLayer))
    {
        (_gain, _clamp) = (1 / Math.Sqrt(inputs), clamp);
        _affine = new FullyConnectedLayer(wDimension, inputs);
        register_module("affine", _affine);
        register_parameter(WeightName, new Parameter(zeros(colours, inputs, 1, 1), requires_grad: false));
        register_parameter(BiasName, new Parameter(zeros(colours), requires_grad: false));
    }

    /// <summary>Channels of the image.</summary>
    public long Colours => get_parameter(WeightName)!.shape[0];

    ModulatedKernel Kernel => new(get_parameter(WeightName)!, Gain: _gain);

    Tensor Bias => get_parameter(BiasName)!.view(-1, 1, 1);

    /// <summary>[n, in, h, w] and [n, w] to [n, colours, h, w].</summary>
    public override Tensor forward(Tensor x, Tensor w)
    {
        using var scope = NewDisposeScope();
        return BiasActivation.Linear(Convolution.Apply(x, _affine.call(w), Kernel), Bias, _clamp).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var y = graph.Add(Kernel.Export(graph, inputs[0], graph.Add(_affine, inputs[1])), graph.Initializer(Bias, BiasName));
        return [BiasActivation.Clamp(graph, y, _clamp)];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
