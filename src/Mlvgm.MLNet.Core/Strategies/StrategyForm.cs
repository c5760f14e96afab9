using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>A text that stands for a whole strategy, which something outside describes: a word and a path, as in <c>calibrated:REPORT</c>.</summary>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public sealed class StrategyForm
{
    readonly Func<string, LatentLayout, ViewStrategy> _read;
    readonly Func<string, string?> _match;

    StrategyForm(
        string name, string usage, string text, Func<string, string?> match, Func<string, LatentLayout, ViewStrategy> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(read);
        (Name, Usage, Text, _match, _read) = (name, usage, text, match, read);
    }

    /// <summary>The name by which it is registered.</summary>
    public string Name { get; }

    /// <summary>How it is written, such as <c>calibrated:REPORT</c>.</summary>
    public string Usage { get; }

    /// <summary>What positives get, in a few words.</summary>
    public string Text { get; }

    /// <summary>A form that begins with a word and a colon.</summary>
    /// <param name="word">The word.</param>
    /// <param name="symbol">What stands for the path where the form is explained.</param>
    /// <param name="text">What positives get, in a few words.</param>
    /// <param name="read">Reads the strategy from the path behind the colon.</param>
    public static StrategyForm OfWord(string word, string symbol, string text, Func<string, LatentLayout, ViewStrategy> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(word);
        ArgumentException.ThrowIfNullOrWhiteSpace(symbol);
        return new StrategyForm(word, $"{word}:{symbol}", text, given => Behind(word, given), read);
    }

    /// <summary>A form that is a file of an extension.</summary>
    internal static StrategyForm OfExtension(string extension, string text, Func<string, LatentLayout, ViewStrategy> read) =>
        new(extension.TrimStart('.'), $"FILE{extension}", text, given => IsPath(given, extension) ? given : null, read);

    /// <summary>The path in a text of this form; null where it has another.</summary>
    internal string? Match(string text) => _match(text);

    /// <summary>Reads the strategy.</summary>
    /// <param name="path">What <see cref="Match"/> found.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <param name="folder">Where a relative path begins; the working directory when null.</param>
    /// <exception cref="ArgumentException">There is no path, it cannot be one, or the strategy does not fit the latents.</exception>
    internal ViewStrategy Read(string path, LatentLayout layout, string? folder)
    {
        if (path.Length == 0) throw new ArgumentException($"{Name} takes a file or folder: {Usage}, {Text}.");
        if (!PathText.IsPossible(path)) throw new ArgumentException($"{Name} takes a file or folder: '{path}' {PathText.Impossible}.");
        return _read(folder is null ? path : Path.Combine(folder, path), layout);
    }

    static string? Behind(string word, string given)
    {
        string[] words = given.Split(':', 2);
        return words[0].Trim().Equals(word, StringComparison.OrdinalIgnoreCase) ? words.ElementAtOrDefault(1)?.Trim() ?? "" : null;
    }

    // Colons and equals signs are those of other forms, but that of a drive.
    static bool IsPath(string given, string extension) => given.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
        && !given.Contains('=') && (!given.Contains(':') || Path.IsPathRooted(given));
}
