using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>What can be written for a strategy, for help and lists.</summary>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public static class StrategyHelp
{
    /// <summary>How perturbations are written, such as <c>random:SIGMA[:T]</c>.</summary>
    public static IReadOnlyList<string> Perturbations => [.. PerturbationRegistry.All.All.Select(kind => kind.Usage)];

    /// <summary>How whole strategies are written, such as <c>FILE.json</c>.</summary>
    public static IReadOnlyList<string> Whole => [.. StrategyRegistry.Forms.All.Select(form => form.Usage)];

    /// <summary>The names of presets, each for the generators of one family or more.</summary>
    public static IReadOnlyList<string> Presets =>
        [.. StrategyRegistry.Families.All.SelectMany(family => family.Presets).Select(preset => preset.Name).Distinct()];

    /// <summary>All forms in a sentence.</summary>
    public static string Forms =>
        $"a perturbation for every latent ({string.Join(", ", Perturbations)}), LATENT=PERTURBATION,... for latents, groups or ranges (z1..z5), a preset " +
        $"({string.Join(", ", Presets)}), or a whole strategy ({string.Join(", ", Whole)}).";

    /// <summary>What needs no number or file: nothing perturbed, the presets for these latents, everything drawn anew.</summary>
    public static IReadOnlyList<string> AllFor(LatentLayout layout) =>
        [NoPerturbation.Kind.Word, .. StrategyRegistry.PresetsFor(layout).Select(preset => preset.Name), ResamplePerturbation.Kind.Word];

    /// <summary>What is wrong with a word that is neither a perturbation nor a preset of these latents.</summary>
    internal static string Absent(string word, LatentLayout layout)
    {
        string[] presets = [.. StrategyRegistry.PresetsFor(layout).Select(preset => preset.Name)];
        string[] families = [.. StrategyRegistry.Families.All.Where(family => family.Has(word)).Select(family => family.Name)];
        string lead = families.Length > 0 ? $"The preset '{word}' is for generators like {string.Join(", ", families)}, not for these latents."
            : NearestName.To(word, [.. presets, .. StrategyRegistry.Forms.Names]) is { } near ? $"There is no strategy '{word}'. Did you mean '{near}'?"
            : PerturbationRegistry.All.Absent(word);
        return $"{lead} Presets for these latents: {(presets.Length > 0 ? string.Join(", ", presets) : "none")}. Use {Forms}";
    }
}
