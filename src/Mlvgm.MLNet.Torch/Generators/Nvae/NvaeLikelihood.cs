namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>How an NVAE's logits describe pixels.</summary>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public enum NvaeLikelihood
{
    /// <summary>8-bit pixels as a discretised mixture of logistics (docs/method/nvae.md#pixels); 1 or 3 channels.</summary>
    LogisticMixture,

    /// <summary>Each intensity in [0, 1] as the probability of a Bernoulli variable; 1 or 3 channels.</summary>
    /// <remarks>On grey levels this is no density of 8-bit pixels: its bits per dimension cannot be compared with the mixture's.</remarks>
    Bernoulli,
}
