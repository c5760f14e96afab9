namespace Mlvgm.MLNet.Registries;

/// <summary>What somebody may have meant.</summary>
static class NearestName
{
    /// <summary>The name that takes the fewest edits to reach, in any case; null where more than a third of <paramref name="word"/> would change.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="names">The names that exist.</param>
    public static string? To(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        int most = Math.Max(1, word.Length / 3);
        return names.Select(name => (Name: name, Edits: Edits(word.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= most).OrderBy(candidate => candidate.Edits).FirstOrDefault().Name;
    }

    /// <summary>Letters to be put in, taken out or changed (Levenshtein).</summary>
    static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
