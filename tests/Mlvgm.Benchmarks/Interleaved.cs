using System.Diagnostics;

namespace Mlvgm.Benchmarks;

/// <summary>
/// Times two ways of doing the same thing in turns, so that a machine whose speed drifts slows both alike, and compares them
/// round by round.
/// </summary>
static class Interleaved
{
    /// <param name="Baseline">Median seconds of the baseline.</param>
    /// <param name="Candidate">Median seconds of the candidate.</param>
    /// <param name="Ratio">Median over the rounds of candidate / baseline.</param>
    /// <param name="RatioLow">Lower quartile of the ratio.</param>
    /// <param name="RatioHigh">Upper quartile of the ratio.</param>
    public sealed record Result(double Baseline, double Candidate, double Ratio, double RatioLow, double RatioHigh);

    /// <summary>Runs both once unmeasured, then <paramref name="rounds"/> times each, changing which goes first.</summary>
    public static Result Compare(Action baseline, Action candidate, int rounds)
    {
        baseline();
        candidate();
        return Compare(() => Seconds(baseline), () => Seconds(candidate), rounds);
    }

    /// <summary>The same of ways that say what they took, which are not run beforehand.</summary>
    public static Result Compare(Func<double> baseline, Func<double> candidate, int rounds)
    {
        var (first, second) = (new double[rounds], new double[rounds]);
        for (int i = 0; i < rounds; i++)
        {
            if (i % 2 == 0) first[i] = baseline();
            second[i] = candidate();
            if (i % 2 == 1) first[i] = baseline();
        }
        double[] ratios = [.. second.Zip(first, (s, f) => s / f)];
        return new Result(Quantile(first, 0.5), Quantile(second, 0.5), Quantile(ratios, 0.5), Quantile(ratios, 0.25), Quantile(ratios, 0.75));
    }

    /// <summary>Wall-clock time of one run.</summary>
    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The value below which a share of the values lies, between two of them in proportion.</summary>
    public static double Quantile(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
