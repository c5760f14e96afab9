using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>For kernels of one pixel: a matrix per sample, and a product of matrices. The features are read once and never copied.</summary>
sealed class PointwiseConvolution : IModulatedConvolution
{
    /// <inheritdoc/>
    public Tensor Apply(Tensor x, Tensor styles, in ModulatedKernel kernel)
    {
        using var scope = NewDisposeScope();
        var weight = kernel.Weight.flatten(1).unsqueeze(0) * styles.unsqueeze(1);
        weight = kernel.OutputScale(styles) is { } scale ? weight * scale.unsqueeze(2) : weight * kernel.Gain;
        var y = weight.matmul(x.flatten(2));
        return y.view(x.shape[0], kernel.Weight.shape[0], x.shape[2], x.shape[3]).MoveToOuterDisposeScope();
    }
}
