using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>Makes the likelihood that a configuration names.</summary>
static class ImageLikelihood
{
    /// <summary>The likelihood of <paramref name="configuration"/>.</summary>
    public static IImageLikelihood Create(NvaeConfiguration configuration) => configuration switch
    {
        { Likelihood: NvaeLikelihood.Bernoulli } => new BernoulliLikelihood(configuration.ImageShape.Channels),
        { ImageShape.Channels: 3 } => new RgbLogisticMixture(configuration.Mixtures),
        _ => new GreyLogisticMixture(configuration.Mixtures),
    };
}
