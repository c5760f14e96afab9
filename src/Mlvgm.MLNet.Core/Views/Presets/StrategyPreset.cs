using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views.Presets;

/// <summary>A view strategy of the paper, for generators with the latents it is meant for (docs/method/perturbations.md#the-papers-strategies).</summary>
/// <param name="Name">The paper's name of the strategy, such as <c>ml-random</c>.</param>
/// <param name="Family">The generators it is for, such as <c>BigBiGAN</c>.</param>
/// <param name="Fits">Whether latents are those of the family.</param>
/// <param name="Strategy">The perturbations.</param>
public sealed record StrategyPreset(string Name, string Family, Func<LatentLayout, bool> Fits, ViewStrategy Strategy);
