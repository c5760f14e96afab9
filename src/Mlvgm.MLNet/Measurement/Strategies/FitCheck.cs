using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>Says whose fault it is when what was measured does not fit a generator.</summary>
static class FitCheck
{
    /// <summary>The strategy itself, if it can be used with <paramref name="layout"/>.</summary>
    /// <exception cref="ArgumentException">It cannot; the message begins with <paramref name="origin"/>.</exception>
    public static ViewStrategy Checked(ViewStrategy strategy, LatentLayout layout, string origin)
    {
        Try(() => strategy.Resolve(layout), origin);
        return strategy;
    }

    /// <summary>The span called <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message begins with <paramref name="origin"/>.</exception>
    public static LatentSpan SpanOf(string target, LatentLayout layout, string origin) => Try(() => layout.SpanOf(target), origin);

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
