using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Evaluation.Labels;

/// <summary>Chooses the few labelled rows that a probe may learn from.</summary>
/// <example>See <c>examples/ApiTour/Probing.cs</c>.</example>
public static class LabelBudget
{
    /// <summary>Draws <paramref name="perClass"/> rows of every class without replacement.</summary>
    /// <param name="labels">The class of every row.</param>
    /// <param name="perClass">Rows of each class; at least 1.</param>
    /// <param name="seed">The same seed chooses the same rows, on every machine.</param>
    /// <returns>Row numbers, ascending.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perClass"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A class that occurs has fewer rows than that.</exception>
    public static IReadOnlyList<int> Choose(IEnumerable<int> labels, int perClass, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        var chosen = new List<int>();
        foreach (var rows in labels.Select((label, row) => (label, row)).GroupBy(pair => pair.label, pair => pair.row).OrderBy(g => g.Key))
        {
            int[] candidates = [.. rows];
            if (candidates.Length < perClass)
                throw new ArgumentException($"Class {rows.Key} has {candidates.Length} rows; {perClass} were asked for.", nameof(perClass));
            var stream = new RandomStream(new SeedKey(seed, "label-budget", step: rows.Key));
            chosen.AddRange(FirstShuffled(candidates, perClass, ref stream));
        }
        chosen.Sort();
        return chosen;
    }

    // Fisher-Yates, stopped after the rows that are wanted: a smaller budget is a subset of a larger one with the same seed.
    static ReadOnlySpan<int> FirstShuffled(int[] candidates, int count, ref RandomStream stream)
    {
        for (int i = 0; i < count; i++)
        {
            int other = i + stream.NextInt32(candidates.Length - i);
            (candidates[i], candidates[other]) = (candidates[other], candidates[i]);
        }
        return candidates.AsSpan(0, count);
    }
}
