using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views.Presets;

/// <summary>The paper's strategies by name. A new one is a line in its family's file.</summary>
public static class StrategyPresets
{
    /// <summary>Every preset, family by family.</summary>
    public static IReadOnlyList<StrategyPreset> All { get; } =
        [.. BigBiGanStrategies.All, .. StyleGan2Strategies.All, .. HierarchicalVaeStrategies.All];

    /// <summary>The presets that are meant for a generator with these latents.</summary>
    public static IReadOnlyList<StrategyPreset> For(LatentLayout layout) => [.. All.Where(preset => preset.Fits(layout))];

    /// <summary>The preset called <paramref name="name"/> for a generator with these latents; null if there is none.</summary>
    public static StrategyPreset? Find(string name, LatentLayout layout) =>
        For(layout).FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
