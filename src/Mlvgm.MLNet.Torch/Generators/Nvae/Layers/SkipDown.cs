using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>The shortcut of a downsampling encoder cell: SiLU, then a weight-normalised 1x1 convolution of stride 2.</summary>
sealed class SkipDown : nn.Module<Tensor, Tensor>
{
    readonly WeightNormConv2d _conv;

    public SkipDown(long inputs, long outputs) : base(nameof(SkipDown))
    {
        _conv = new WeightNormConv2d(inputs, outputs, 1, stride: 2);
        register_module("conv", _conv);
    }

    /// <summary>[n, in, h, w] to [n, out, h/2, w/2].</summary>
    public override Tensor forward(Tensor input) => _conv.forward(nn.functional.silu(input));

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
