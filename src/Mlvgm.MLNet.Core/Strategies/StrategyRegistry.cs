using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Strategies.Presets;

namespace Mlvgm.MLNet.Strategies;

/// <summary>What stands for a whole strategy: presets, by the families of generators they are for, and forms such as <c>FILE.json</c>.</summary>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public static class StrategyRegistry
{
    static StrategyRegistry()
    {
        Register(StrategyForm.OfExtension(StrategyFile.Extension, "what a JSON file says", StrategyFile.Read));
        Register(BigBiGanPresets.Family);
        Register(HierarchicalVaePresets.Family);
        Register(StyleGan2Presets.Family);
    }

    /// <summary>Every form.</summary>
    public static Registry<StrategyForm> Forms { get; } = new("form of strategies");

    /// <summary>Every family of presets.</summary>
    public static Registry<PresetFamily> Families { get; } = new("family of presets");

    /// <summary>Adds a form.</summary>
    /// <exception cref="ArgumentException">Its name is taken, or is no name.</exception>
    public static void Register(StrategyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        Forms.Register(form.Name, form);
    }

    /// <summary>Adds the presets of a family of generators.</summary>
    /// <exception cref="ArgumentException">The family's name is taken, or is no name.</exception>
    public static void Register(PresetFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        Families.Register(family.Name, family);
    }

    /// <summary>The presets that are meant for a generator with these latents.</summary>
    public static IReadOnlyList<StrategyPreset> PresetsFor(LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return [.. Families.All.Where(family => family.Fits(layout)).SelectMany(family => family.Presets)];
    }

    /// <summary>The preset called <paramref name="name"/>, in any case, for a generator with these latents; null if there is none.</summary>
    public static StrategyPreset? FindPreset(string name, LatentLayout layout) =>
        PresetsFor(layout).FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
