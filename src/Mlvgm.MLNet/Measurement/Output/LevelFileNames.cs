namespace Mlvgm.MLNet.Measurement.Output;

/// <summary>File names for levels, whose names come from a generator's file and may hold anything.</summary>
static class LevelFileNames
{
    const int MaximumLength = 100;

    /// <summary>A name without extension for each level: different ones, also where upper and lower case are one.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> levels)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (string level in levels)
        {
            string plain = Plain(level), name = plain;
            for (int i = 2; !taken.Add(name); i++) name = FormattableString.Invariant($"{plain}-{i}");
            names.Add(name);
        }
        return names;
    }

    static string Plain(string level) => string.Concat(
        level.Take(MaximumLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
