using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;

/// <summary>What a modulated convolution does whatever the styles (generators.md 2.4).</summary>
/// <param name="Weight">[out, in, k, k], k 1 or 3.</param>
/// <param name="Energy">For demodulation, the sums of the squared weight over the kernel, [out, in]; null where there is none.</param>
/// <param name="UpFilter">For up-sampling by 2, the filter that smooths it, [4, 4]; null where there is none.</param>
/// <param name="Gain">A factor of the result.</param>
readonly record struct ModulatedKernel(Tensor Weight, Tensor? Energy = null, Tensor? UpFilter = null, double Gain = 1)
{
    const double Epsilon = 1e-8;

    /// <summary>Zeros around the input that keep its sides.</summary>
    public long Padding => Weight.shape[2] / 2;

    /// <summary>The sums of the squares of <paramref name="weight"/> over its kernel: [out, in].</summary>
    public static Tensor EnergyOf(Tensor weight) => weight.square().sum([2, 3]);

    /// <summary>The factors of the outputs, [n, out]: the gain, over the norms of the modulated weights where there is demodulation.</summary>
    /// <param name="styles">[n, in].</param>
    public Tensor? OutputScale(Tensor styles)
    {
        if (Energy is null) return null;
        using var scope = NewDisposeScope();
        return ((styles.square().matmul(Energy.t()) + Epsilon).rsqrt() * Gain).MoveToOuterDisposeScope();
    }
}
