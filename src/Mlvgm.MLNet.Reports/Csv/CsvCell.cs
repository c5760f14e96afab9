using System.Globalization;

namespace Mlvgm.MLNet.Reports.Csv;

/// <summary>A cell of a CSV file.</summary>
/// <param name="Content">The cell as it stands in the file.</param>
/// <example>See <c>examples/ApiTour/ReportTables.cs</c>.</example>
public readonly record struct CsvCell(string Content)
{
    static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>Text in quotes; empty for null.</summary>
    public static CsvCell Text(string? text) => new(text is null ? "" : Quoted(text));

    /// <summary>A word, in quotes where it needs them; empty for null.</summary>
    public static CsvCell Word(string? word) => new(word is null ? "" : word.AsSpan().ContainsAny(Special) ? Quoted(word) : word);

    /// <summary>A number with a point; empty for null.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">A numeric format of .NET.</param>
    public static CsvCell Number(double? value, string format) => new(value?.ToString(format, CultureInfo.InvariantCulture) ?? "");

    /// <summary>A whole number.</summary>
    public static CsvCell Number(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
