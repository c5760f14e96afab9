using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>The shortcut of an upsampling decoder cell: bilinear x2 with aligned corners, then a weight-normalised 1x1 convolution.</summary>
sealed class SkipUp : nn.Module<Tensor, Tensor>
{
    public SkipUp(long inputs, long outputs) : base(nameof(SkipUp))
    {
        Convolution = new WeightNormConv2d(inputs, outputs, 1);
        register_module("conv", Convolution);
    }

    /// <summary>The 1x1 convolution.</summary>
    public WeightNormConv2d Convolution { get; }

    /// <summary>[n, in, h, w] to [n, out, 2h, 2w].</summary>
    public override Tensor forward(Tensor input)
    {
        // Both maps are linear, one over space and one over channels, so they commute: convolving first costs a quarter.
        var narrow = Convolution.forward(input);
        return nn.functional.interpolate(narrow, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: true);
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
