using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

/// <summary>The logistic distribution over 256 equal bins of [-1, 1]; the outermost bins take the tails.</summary>
/// <remarks>As in the reference, bin 254 takes the upper tail too, so that bins 0 to 254 alone have probability 1.</remarks>
static class DiscretisedLogistic
{
    /// <summary>Log-scales are clamped below at this.</summary>
    public const double MinimumLogScale = -7;

    const double HalfBin = 1.0 / 255;

    /// <summary>The log-probability of the bins of <paramref name="values"/>, which are in [-1, 1]; all tensors broadcast.</summary>
    public static Tensor LogProbability(Tensor values, Tensor means, Tensor logScales)
    {
        var inverse = (-logScales).exp();
        var centred = values - means;
        var above = inverse * (centred + HalfBin);
        var below = inverse * (centred - HalfBin);
        var difference = above.sigmoid() - below.sigmoid();
        // Where a bin holds next to nothing, the density at its middle times its width.
        var middle = inverse * centred;
        var narrow = middle - logScales - 2 * nn.functional.softplus(middle) - Math.Log(127.5);
        var inner = where(difference > 1e-5, difference.clamp(min: 1e-10).log(), narrow);
        var first = above - nn.functional.softplus(above);
        var last = -nn.functional.softplus(below);
        return where(values < -0.999, first, where(values > 0.99, last, inner));
    }
}
