using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Strategies.Presets;

/// <summary>Strategies by name, for the generators whose latents they are meant for.</summary>
/// <param name="Name">The generators, such as <c>BigBiGAN</c>.</param>
/// <param name="Fits">Whether latents are those of the family.</param>
/// <param name="Presets">The strategies.</param>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public sealed record PresetFamily(string Name, Func<LatentLayout, bool> Fits, IReadOnlyList<StrategyPreset> Presets)
{
    /// <summary>Whether a preset is called <paramref name="name"/>, in any case.</summary>
    public bool Has(string name) => Presets.Any(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A view strategy that has a name.</summary>
/// <param name="Name">The name, such as <c>ml-random</c>.</param>
/// <param name="Text">The perturbations, as text: one for every latent, or <c>LATENT=PERTURBATION</c> between commas.</param>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public sealed record StrategyPreset(string Name, string Text);
