using System.Globalization;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>A place in a weight file where a network may be, and how its tensors are called there.</summary>
/// <param name="Prefix">What stands before every name.</param>
/// <param name="Numbers">The numbers that stand for the outermost names; null where those are used.</param>
/// <param name="Matches">Tensors of the network that are there, with their shapes.</param>
/// <param name="IsWhole">Whether all are.</param>
sealed record StoredNetwork(string Prefix, IReadOnlyDictionary<string, string>? Numbers, int Matches, bool IsWhole)
{
    const int MostCandidates = 1000;

    /// <summary>Every place, those with short prefixes first.</summary>
    /// <param name="tensors">The file's tensors.</param>
    /// <param name="wanted">The network's, by name, with their shapes.</param>
    public static IReadOnlyList<StoredNetwork> Find(IReadOnlyDictionary<string, WeightTensor> tensors, IReadOnlyDictionary<string, long[]> wanted)
    {
        string first = wanted.Keys.First();
        var named = tensors.Keys.Where(name => IsEnd(name, first)).Select(name => (Prefix: name[..^first.Length], Numbers: (IReadOnlyDictionary<string, string>?)null));
        return
        [
            .. named.Concat(Numbered(tensors, wanted)).Take(MostCandidates).Select(place => Of(place.Prefix, place.Numbers, tensors, wanted))
                .OrderBy(network => network.Prefix.Length),
        ];
    }

    /// <summary>The name in the file of one of the network's tensors.</summary>
    public string NameOf(string name)
    {
        if (Numbers is null) return Prefix + name;
        int end = name.IndexOf('.', StringComparison.Ordinal);
        return $"{Prefix}{Numbers[name[..end]]}{name[end..]}";
    }

    /// <summary>The place in words.</summary>
    public override string ToString()
    {
        string place = Prefix.Length == 0 ? "at the top of the file" : $"under '{Printable.Of(Prefix)}'";
        return Numbers is null ? place : $"{place}, where {string.Join(", ", Numbers.Select(pair => $"{pair.Value} is {pair.Key}"))}";
    }

    static StoredNetwork Of(
        string prefix, IReadOnlyDictionary<string, string>? numbers, IReadOnlyDictionary<string, WeightTensor> tensors, IReadOnlyDictionary<string, long[]> wanted)
    {
        var place = new StoredNetwork(prefix, numbers, 0, false);
        int matches = wanted.Count(pair => tensors.TryGetValue(place.NameOf(pair.Key), out var tensor) && tensor.Shape.SequenceEqual(pair.Value));
        return place with { Matches = matches, IsWhole = matches == wanted.Count };
    }

    /// <summary>Places where numbers stand for the outermost names, in their order: children without tensors have numbers, too, and are passed over.</summary>
    static IEnumerable<(string Prefix, IReadOnlyDictionary<string, string>? Numbers)> Numbered(
        IReadOnlyDictionary<string, WeightTensor> tensors, IReadOnlyDictionary<string, long[]> wanted)
    {
        if (!wanted.Keys.All(name => name.Contains('.'))) yield break;
        string[] outer = [.. wanted.Keys.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Distinct()];
        var prefixes = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (string name in tensors.Keys)
        {
            // Every number within a name may be the one that stands for an outermost name.
            foreach (var (start, end) in NumbersIn(name))
            {
                if (!prefixes.TryGetValue(name[..start], out var set)) prefixes.Add(name[..start], set = []);
                if (int.TryParse(name.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) set.Add(number);
            }
        }
        foreach (var (prefix, numbers) in prefixes.Where(pair => pair.Value.Count >= outer.Length))
        {
            yield return (prefix, outer.Zip(numbers).ToDictionary(
                pair => pair.First, pair => pair.Second.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal));
        }
    }

    static IEnumerable<(int Start, int End)> NumbersIn(string name)
    {
        for (int start = 0; start < name.Length;)
        {
            int end = name.AsSpan(start).IndexOfAny('.', '/') is var length and >= 0 ? start + length : name.Length;
            if (end < name.Length && name[end] == '.' && end > start && name.AsSpan(start, end - start).IndexOfAnyExceptInRange('0', '9') < 0) yield return (start, end);
            start = end + 1;
        }
    }

    /// <summary>Whether a name ends in another one as a whole: <c>my_conv1.weight</c> does not in <c>conv1.weight</c>.</summary>
    static bool IsEnd(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[name.Length - end.Length - 1] is '.' or '/');
}
