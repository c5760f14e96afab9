using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>Says whose fault it is when what was read does not fit a generator.</summary>
static class StrategyFit
{
    /// <summary>The strategy itself, if it can be used with <paramref name="layout"/>.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="layout">The generator's latents.</param>
    /// <param name="origin">What was read, with which the message begins.</param>
    /// <exception cref="ArgumentException">It cannot be used.</exception>
    public static ViewStrategy Check(ViewStrategy strategy, LatentLayout layout, string origin)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        Try(() => strategy.Resolve(layout), origin);
        return strategy;
    }

    /// <summary>The span called <paramref name="target"/>.</summary>
    /// <param name="target">A latent, group or range.</param>
    /// <param name="layout">The generator's latents.</param>
    /// <param name="origin">What was read, with which the message begins.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LatentSpan SpanOf(string target, LatentLayout layout, string origin)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Try(() => layout.SpanOf(target), origin);
    }

    static T Try<T>(Func<T> use, string origin)
    {
        try
        {
            return use();
        }
        catch (ArgumentException e)
        {
            string reason = e.ParamName is { } parameter ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : e.Message;
            throw new ArgumentException($"{origin} does not fit this generator: {reason}", e);
        }
    }
}
