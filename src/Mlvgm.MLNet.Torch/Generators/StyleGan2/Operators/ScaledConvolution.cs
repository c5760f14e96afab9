using Mlvgm.MLNet.OnnxImport.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>
/// One convolution with the shared weight between scalings of its inputs and outputs. No gradient with respect to a weight is ever
/// computed, which is a third of the backward pass.
/// </summary>
sealed class ScaledConvolution : IModulatedConvolution
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor styles, in ModulatedKernel kernel)
    {
        using var scope = NewDisposeScope();
        var y = kernel.Convolve(ChannelsLast.Convert(x * styles.unsqueeze(-1).unsqueeze(-1)), kernel.Weight);
        if (kernel.OutputScale(styles) is { } scale)
        {
            var perChannel = scale.unsqueeze(-1).unsqueeze(-1);
            y = y.requires_grad ? y * perChannel : y.mul_(perChannel);
        }
        else if (kernel.Gain != 1)
        {
            y = y * kernel.Gain;
        }
        return y.MoveToOuterDisposeScope();
    }
}
