using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>The language of strategies, with what measurements leave.</summary>
static class StrategyArgument
{
    /// <summary>How positives differ from anchors where nothing is said.</summary>
    public const string Default = "random:0.3";

    static StrategyArgument() => MeasurementStrategies.Register();

    /// <summary>The forms of perturbations and of whole strategies, for lists.</summary>
    public static IReadOnlyList<string> Forms => [.. StrategyHelp.Perturbations.Union(StrategyHelp.Whole)];

    /// <summary>The forms in a sentence.</summary>
    public static string Help => $"A strategy is {StrategyHelp.Forms}";

    /// <summary>What needs no number or file.</summary>
    public static IReadOnlyList<string> AllFor(LatentLayout layout) => StrategyHelp.AllFor(layout);

    /// <inheritdoc cref="StrategyText.Parse"/>
    public static ViewStrategy Parse(string text, LatentLayout layout) => StrategyText.Parse(text, layout);
}
