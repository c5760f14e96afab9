using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>A weight per sample, and a grouped convolution in which every group is a sample.</summary>
sealed class PerSampleConvolution : IModulatedConvolution
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor styles, in ModulatedKernel kernel)
    {
        using var scope = NewDisposeScope();
        var (n, inputs, outputs, side) = (x.shape[0], x.shape[1], kernel.Weight.shape[0], kernel.Weight.shape[2]);
        var weight = kernel.Weight.unsqueeze(0) * styles.view(n, 1, inputs, 1, 1);
        if (kernel.OutputScale(styles) is { } scale) weight = weight * scale.view(n, outputs, 1, 1, 1);
        else if (kernel.Gain != 1) weight = weight * kernel.Gain;
        var merged = x.reshape(1, n * inputs, x.shape[2], x.shape[3]);
        var y = kernel.UpFilter is null
            ? nn.functional.conv2d(merged, weight.view(n * outputs, inputs, side, side), padding: [kernel.Padding, kernel.Padding], groups: n)
            : ResampleFilter.Smooth(nn.functional.conv_transpose2d(
                merged, weight.transpose(1, 2).reshape(n * inputs, outputs, side, side), strides: [2, 2], groups: n), kernel.UpFilter);
        return y.view(n, outputs, y.shape[2], y.shape[3]).MoveToOuterDisposeScope();
    }
}
