namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>Something that is given a name where it is said what it is: <c>NAME=WHAT</c>. What follows the first equals sign may have others.</summary>
static class NamedText
{
    /// <summary>The two parts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="option">What errors call it, such as an option.</param>
    /// <param name="expected">What it should be, for errors.</param>
    /// <exception cref="ArgumentException">It has no name, a name with control characters, or nothing that is named.</exception>
    public static (string Name, string What) Split(string text, string option, string expected)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('=', 2) is not [var name, { Length: > 0 } what] || string.IsNullOrWhiteSpace(name))
            throw new ArgumentException($"{option} is '{text}'; expected {expected}.");
        if (name.Any(char.IsControl)) throw new ArgumentException($"{option} is '{text}'; a name has no control characters.");
        return (name, what);
    }

    /// <summary>Refuses names of which two are the same.</summary>
    /// <param name="what">What is named, such as rows.</param>
    /// <param name="names">The names.</param>
    /// <param name="remedy">What to do, a sentence.</param>
    /// <param name="comparer">What is the same; the very same text when null.</param>
    /// <exception cref="ArgumentException">Two are.</exception>
    public static void RequireDistinct(string what, IEnumerable<string> names, string remedy, StringComparer? comparer = null)
    {
        if (names.CountBy(name => name, comparer).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new ArgumentException($"Two {what} are called '{twice}'. {remedy}");
    }
}
