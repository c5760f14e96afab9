using System.Text;

namespace Mlvgm.MLNet.Reports.Markdown;

/// <summary>A table in Markdown.</summary>
/// <example>See <c>examples/ApiTour/ReportTables.cs</c>.</example>
public sealed class MarkdownTable
{
    const int NarrowestColumn = 3;

    readonly IReadOnlyList<MarkdownColumn> _columns;
    readonly List<string[]> _lines = [];

    /// <summary>Begins a table.</summary>
    /// <param name="columns">Its columns.</param>
    public MarkdownTable(params IReadOnlyList<MarkdownColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        _lines.Add([.. columns.Select(column => column.Title.Source)]);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has more or fewer cells than there are columns.</exception>
    public void Add(params IReadOnlyList<MarkdownText> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != _columns.Count)
            throw new ArgumentException($"{cells.Count} cells do not fit into {_columns.Count} columns.", nameof(cells));
        _lines.Add([.. cells.Select(cell => cell.Source)]);
    }

    /// <summary>The table for programs that draw it.</summary>
    public override string ToString() => Lines([.. _columns.Select(_ => 0)], [.. _columns.Select(column => column.IsNumber ? "---:" : "---")]);

    /// <summary>The same table for people who read the text: columns are padded with spaces.</summary>
    public string ToAlignedText()
    {
        int[] widths = [.. Enumerable.Range(0, _columns.Count).Select(column => Math.Max(NarrowestColumn, _lines.Max(line => line[column].Length)))];
        return Lines(widths, [.. widths.Select((width, i) => _columns[i].IsNumber ? $" {new string('-', width - 1)}: " : $" {new string('-', width)} ")]);
    }

    string Lines(int[] widths, string[] rules)
    {
        var text = new StringBuilder();
        foreach (var (i, line) in _lines.Index())
        {
            text.Append($"| {string.Join(" | ", line.Select((cell, c) => _columns[c].IsNumber ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c])))} |\n");
            if (i == 0) text.Append($"|{string.Join('|', rules)}|\n");
        }
        return text.ToString();
    }
}
