using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>Counts what is ignored while a file is read.</summary>
/// <param name="budget">Charged for every name.</param>
sealed class IgnoredNames(ReadBudget budget)
{
    const int NameCost = 160;

    readonly OrderedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The names in the order of the file.</summary>
    public IReadOnlyList<IgnoredName> ToList() => [.. _counts.Select(pair => new IgnoredName(pair.Key, pair.Value))];

    /// <summary>Notes that <paramref name="name"/> is mentioned, or that <paramref name="objects"/> records are made of it.</summary>
    public void Add(PickledGlobal name, int objects)
    {
        string text = name.ToString();
        if (_counts.TryAdd(text, objects)) budget.Charge(NameCost + 2 * text.Length);
        else _counts[text] += objects;
    }
}
