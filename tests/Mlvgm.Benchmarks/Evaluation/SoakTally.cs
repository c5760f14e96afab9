using System.Collections.Concurrent;

namespace Mlvgm.Benchmarks.Evaluation;

/// <summary>What became of the requests of a kind of client.</summary>
sealed class SoakTally
{
    readonly ConcurrentDictionary<int, int> _statuses = new();
    readonly ConcurrentBag<double> _milliseconds = [];
    int _unanswered;
    int _wrong;

    /// <summary>All requests.</summary>
    public int Requests => _statuses.Values.Sum() + _unanswered;

    /// <summary>Requests whose connection ended without an answer.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Answers with features that are not the image's.</summary>
    public int Wrong => _wrong;

    /// <summary>Statuses and how often each came.</summary>
    public string Statuses => string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}"));

    /// <summary>The time that a share of the good answers did not exceed; null where there were none.</summary>
    public double? Latency(double share)
    {
        double[] sorted = [.. _milliseconds.Order()];
        return sorted.Length == 0 ? null : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    /// <summary>Counts a good answer.</summary>
    public void Good(double milliseconds, bool right)
    {
        Status(200);
        _milliseconds.Add(milliseconds);
        if (!right) Interlocked.Increment(ref _wrong);
    }

    /// <summary>Counts another answer.</summary>
    public void Status(int status) => _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);

    /// <summary>Counts a request that got none.</summary>
    public void NoAnswer() => Interlocked.Increment(ref _unanswered);
}
