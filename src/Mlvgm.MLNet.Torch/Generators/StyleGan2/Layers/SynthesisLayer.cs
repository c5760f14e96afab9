using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;

/// <summary>A modulated 3x3 convolution, optionally up-sampling by 2, then noise, bias and leaky ReLU (docs/method/stylegan2.md#synthesis-layer).</summary>
sealed class SynthesisLayer : nn.Module<Tensor, Tensor, Tensor?, Tensor>, IOnnxExportable
{
    const string WeightName = "weight";
    const string BiasName = "bias";
    const string StrengthName = "noise_strength";
    const string ConstantName = "noise_const";
    const string FilterName = "resample_filter";
    const string EnergyName = "energy";

    readonly FullyConnectedLayer _affine;
    readonly bool _upsample;
    readonly double? _clamp;

    public SynthesisLayer(long inputs, long outputs, long wDimension, long resolution, bool upsample, double? clamp)
        : base(nameof(SynthesisLayer))
    {
        (_upsample, _clamp) = (upsample, clamp);
        _affine = new FullyConnectedLayer(wDimension, inputs);
        register_module("affine", _affine);
        register_parameter(WeightName, new Parameter(zeros(outputs, inputs, 3, 3), requires_grad: false));
        register_parameter(BiasName, new Parameter(zeros(outputs), requires_grad: false));
        register_parameter(StrengthName, new Parameter(zeros([]), requires_grad: false));
        register_buffer(ConstantName, zeros(resolution, resolution));
        register_buffer(FilterName, ResampleFilter.Create());
        register_buffer(EnergyName, zeros(outputs, inputs), persistent: false);
    }

    /// <summary>The noise stored with the weights, [h, w].</summary>
    public Tensor NoiseConstant => get_buffer(ConstantName)!;

    ModulatedKernel Kernel =>
        new(get_parameter(WeightName)!, get_buffer(EnergyName), _upsample ? get_buffer(FilterName) : null, BiasActivation.Gain);

    Tensor NoiseStrength => get_parameter(StrengthName)! * BiasActivation.Gain;

    Tensor Bias => (get_parameter(BiasName)! * BiasActivation.Gain).view(-1, 1, 1);

    /// <summary>Computes what depends on the weights alone, and arranges them; to be called once they are loaded.</summary>
    public void Fold()
    {
        using var scope = NewDisposeScope();
        var weight = get_parameter(WeightName)!;
        get_buffer(EnergyName)!.copy_(ModulatedKernel.EnergyOf(weight));
        weight.set_(ModulatedKernel.Arrange(weight, _upsample));
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="x">[n, in, h, w].</param>
    /// <param name="w">[n, w].</param>
    /// <param name="noise">Broadcasts to [n, 1, h, w] of the result, and is multiplied by the learned strength; null for none.</param>
    /// <returns>[n, out, h, w], or twice the sides.</returns>
    public override Tensor forward(Tensor x, Tensor w, Tensor? noise)
    {
        using var scope = NewDisposeScope();
        var (styles, kernel) = (_affine.call(w), Kernel);
        var y = ModulatedConvolutions.For(x, styles, kernel).Apply(x, styles, kernel);
        if (noise is not null) y = y.add_(noise * NoiseStrength);
        return BiasActivation.LeakyRelu(y, Bias, _clamp).MoveToOuterDisposeScope();
    }

    /// <summary>Adds the layer to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">x, w, and the noise if there is any.</param>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var y = Kernel.Export(graph, inputs[0], graph.Add(_affine, inputs[1]));
        if (inputs.Count > 2) y = graph.Add(y, graph.Mul(inputs[2], graph.Initializer(NoiseStrength, StrengthName)));
        y = BiasActivation.Rectify(graph, graph.Add(y, graph.Initializer(Bias, BiasName)));
        return [BiasActivation.Clamp(graph, y, _clamp)];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
