using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>A diagonal normal distribution of a latent.</summary>
/// <param name="Mean">The mean, [n, c, h, w].</param>
/// <param name="Deviation">The standard deviation, of the same shape.</param>
readonly record struct NvaeNormal(Tensor Mean, Tensor Deviation)
{
    /// <summary>From parameters [n, 2c, h, w]: soft-clamped, half are the mean, half the logarithm of the deviation.</summary>
    public static NvaeNormal From(Tensor parameters)
    {
        var halves = parameters.chunk(2, 1);
        return new NvaeNormal(SoftClamp.Apply(halves[0]), SoftClamp.Apply(halves[1]).exp());
    }

    /// <summary>Mean + deviation · <paramref name="noise"/>.</summary>
    public Tensor Sample(Tensor noise) => Mean + noise * Deviation;

    /// <summary>The Kullback-Leibler divergence from <paramref name="prior"/>, in nats per sample, [n]; from N(0, 1) where null.</summary>
    public Tensor DivergenceFrom(NvaeNormal? prior)
    {
        var distance = prior is { } p ? (Mean - p.Mean) / p.Deviation : Mean;
        var ratio = prior is { } q ? Deviation / q.Deviation : Deviation;
        return (0.5 * (distance.square() + ratio.square()) - 0.5 - ratio.log()).sum([1, 2, 3]);
    }
}
