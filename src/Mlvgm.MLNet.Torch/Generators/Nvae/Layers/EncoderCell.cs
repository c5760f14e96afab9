using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>A residual cell of the encoder: shortcut + 0.1 (BN, SiLU, 3x3, BN, SiLU, 3x3, squeeze-excitation).</summary>
sealed class EncoderCell : nn.Module<Tensor, Tensor>
{
    readonly nn.Module<Tensor, Tensor> _residual;
    readonly SkipDown? _skip;

    /// <summary>Creates a cell that keeps the shape, or one that halves the sides and changes the channels.</summary>
    public EncoderCell(long inputs, long outputs, bool downsample) : base(nameof(EncoderCell))
    {
        _residual = nn.Sequential(
            BatchNorms.Create(inputs), nn.SiLU(), new WeightNormConv2d(inputs, outputs, 3, downsample ? 2 : 1),
            BatchNorms.Create(outputs), nn.SiLU(), new WeightNormConv2d(outputs, outputs, 3), new SqueezeExcitation(outputs));
        _skip = downsample ? new SkipDown(inputs, outputs) : null;
        if (_skip is not null) register_module("skip_connection", _skip);
        register_module("residual", _residual);
    }

    /// <summary>[n, in, h, w] to the same shape, or to [n, out, h/2, w/2].</summary>
    public override Tensor forward(Tensor input) => (_skip?.forward(input) ?? input) + 0.1 * _residual.forward(input);

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
