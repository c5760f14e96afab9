using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>The shortcut of an upsampling decoder cell: bilinear x2 with aligned corners, weight-normalised 1x1 convolution.</summary>
sealed class SkipUp : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    readonly WeightNormConv2d _conv;

    public SkipUp(long inputs, long outputs) : base(nameof(SkipUp))
    {
        _conv = new WeightNormConv2d(inputs, outputs, 1);
        register_module("conv", _conv);
    }

    /// <summary>[n, in, h, w] to [n, out, 2h, 2w].</summary>
    public override Tensor forward(Tensor input)
    {
        // Both maps are linear, one over space and one over channels, so they commute: convolving first costs a quarter.
        var narrow = _conv.forward(input);
        return nn.functional.interpolate(narrow, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: true);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Resize(graph.Add(_conv, inputs[0]), OnnxResizeMode.BilinearAlignedCorners, 2, 2)];

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
