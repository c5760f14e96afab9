using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>A convolution with bias whose weight is g v/|v| per output channel; "same" padding.</summary>
sealed class WeightNormConv2d : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    const string BiasName = "bias";

    readonly WeightNormParameters _weight;
    readonly long _stride;
    readonly long _padding;

    public WeightNormConv2d(long inputs, long outputs, long kernel, long stride = 1) : base(nameof(WeightNormConv2d))
    {
        (_stride, _padding) = (stride, kernel / 2);
        _weight = new WeightNormParameters(inputs, outputs, kernel);
        var parametrizations = new ModuleFolder("parametrizations");
        parametrizations.Place("weight", _weight);
        register_parameter(BiasName, new Parameter(zeros(outputs)));
        register_module(parametrizations.GetName(), parametrizations);
    }

    Parameter Bias => get_parameter(BiasName)!;

    /// <summary>The normalised weight, [out, in, k, k].</summary>
    public Tensor Weight => _weight.Direction * (_weight.Gain / _weight.Direction.square().sum([1, 2, 3], keepdim: true).sqrt());

    /// <summary>[n, in, h, w] to [n, out, h/stride, w/stride].</summary>
    public override Tensor forward(Tensor input) => _stride > 1 && _padding == 0
        ? StridedPointwise.Apply(input, Weight, Bias, _stride)
        : nn.functional.conv2d(input, Weight, Bias, strides: [_stride, _stride], padding: [_padding, _padding]);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(inputs[0], graph.Initializer(Weight, "weight"), graph.Initializer(Bias),
            [_stride, _stride], [_padding, _padding, _padding, _padding])];

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
