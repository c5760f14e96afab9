using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>What measurements leave, in the language of strategies: <c>calibrated:REPORT</c>, <c>ml-learned:DIR</c>, <c>learned:WALKER</c>.</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public static class MeasurementStrategies
{
    static readonly Lazy<bool> Registered = new(() =>
    {
        WalkerReader.Register((path, span) => LearnedStrategy.For(path, span.Name, span.Layout).Walker);
        StrategyRegistry.Register(StrategyForm.OfWord(
            "calibrated", "REPORT", "noise of every level's own size, as a measurement found it", CalibratedStrategy.FromReport));
        StrategyRegistry.Register(StrategyForm.OfWord(
            LearnedStrategy.OneName, "WALKER", "z + p(z) by one walker, on the latents that its file names", LearnedStrategy.FromFile));
        StrategyRegistry.Register(StrategyForm.OfWord(
            LearnedStrategy.EveryName, "DIR", "every level of a measurement by its own walker", LearnedStrategy.FromFolder));
        return true;
    });

    /// <summary>
    /// Lets strategies name them, as text and (walkers) in JSON. A program calls it once when it starts; more often does nothing.
    /// </summary>
    public static void Register() => _ = Registered.Value;
}
