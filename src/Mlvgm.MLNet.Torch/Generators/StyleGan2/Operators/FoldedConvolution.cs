using Mlvgm.MLNet.OnnxImport.Layouts;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>
/// A weight per sample, into which styles and demodulation are multiplied, and a convolution per sample. The features are neither scaled nor
/// copied; with a graph it would cost the gradient of every weight.
/// </summary>
sealed class FoldedConvolution : IModulatedConvolution
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor styles, in ModulatedKernel kernel)
    {
        using var scope = NewDisposeScope();
        var weight = kernel.Weight.unsqueeze(0) * styles.view(styles.shape[0], 1, -1, 1, 1);
        if (kernel.OutputScale(styles) is { } scale) weight = weight * scale.view(scale.shape[0], -1, 1, 1, 1);
        else if (kernel.Gain != 1) weight = weight * kernel.Gain;
        var features = ChannelsLast.Convert(x);
        Tensor[] samples = new Tensor[features.shape[0]];
        for (int i = 0; i < samples.Length; i++) samples[i] = kernel.Convolve(features.narrow(0, i, 1), weight[i]);
        return (samples.Length == 1 ? samples[0] : cat(samples)).MoveToOuterDisposeScope();
    }
}
