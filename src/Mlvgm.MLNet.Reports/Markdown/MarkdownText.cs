using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlvgm.MLNet.Reports.Markdown;

/// <summary>
/// Markdown. What is put into a template is text in one line, whatever it contains: no tag, no link, no end of a table's cell; only Markdown goes
/// in as Markdown.
/// </summary>
/// <param name="Source">The Markdown.</param>
/// <example>See <c>examples/ApiTour/ReportTables.cs</c>.</example>
public readonly partial record struct MarkdownText(string Source)
{
    /// <summary>Fills a template; numbers are written as everywhere, with a point.</summary>
    public static MarkdownText Of(FormattableString template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return new(template.ToString(Escaping.Instance));
    }

    /// <summary>Text, shown as it is in one line.</summary>
    public static MarkdownText Text(string text) => new(Escape(text));

    /// <summary>Text as code.</summary>
    public static MarkdownText Code(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string line = OneLine(text), fence = "`";
        // A bar ends a table's cell even between backticks, and no escape is safe behind a backslash.
        if (line.Contains('|')) return new($"<code>{Punctuation().Replace(line, mark => $"&#{(int)mark.Value[0]};")}</code>");
        // Code ends at as many backticks as it begins with.
        while (line.Contains(fence, StringComparison.Ordinal)) fence += "`";
        string space = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return new($"{fence}{space}{line}{space}{fence}");
    }

    /// <summary>The Markdown.</summary>
    public override string ToString() => Source;

    static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string marked = Marks().Replace(OneLine(text), "\\$0");
        return Entities().Replace(marked, "&amp;").Replace("<", "&lt;", StringComparison.Ordinal);
    }

    // The text may go to a terminal, which acts on control characters.
    static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) && c != '\t' ? '\uFFFD' : c));

    /// <summary>What begins emphasis, code, a link or a cell; a backslash only where it would be read as an escape, an underscore only outside words.</summary>
    [GeneratedRegex(@"[`*\[|~]|\\(?=[!-/:-@\[-`{-~]|$)|(?<!\w)_|_(?!\w)")]
    private static partial Regex Marks();

    /// <summary>The beginning of what would be read as one character.</summary>
    [GeneratedRegex(@"&(?=#?\w+;)")]
    private static partial Regex Entities();

    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    sealed class Escaping : IFormatProvider, ICustomFormatter
    {
        public static Escaping Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? argument, IFormatProvider? formatProvider) => argument switch
        {
            MarkdownText markdown => markdown.Source,
            IFormattable formattable => Escape(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => Escape(argument?.ToString() ?? ""),
        };
    }
}
