namespace Mlvgm.MLNet.Strategies.Presets;

/// <summary>A view strategy that has a name.</summary>
/// <param name="Name">The name, such as <c>ml-random</c>.</param>
/// <param name="Text">The perturbations, as text: one for every latent, or <c>LATENT=PERTURBATION</c> between commas.</param>
public sealed record StrategyPreset(string Name, string Text);
