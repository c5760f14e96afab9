using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>A strategy in the language of strategies, with what measurements leave.</summary>
static class NamedStrategy
{
    static NamedStrategy() => MeasurementStrategies.Register();

    /// <inheritdoc cref="StrategyText.Parse"/>
    public static ViewStrategy Parse(string text, LatentLayout layout) => StrategyText.Parse(text, layout);
}
