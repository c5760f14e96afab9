using System.Text;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Reports.Csv;

/// <summary>A table for spreadsheets: a line of names, then a line for each row; commas, and a point in numbers.</summary>
/// <example>See <c>examples/ApiTour/ReportTables.cs</c>.</example>
public sealed class CsvTable
{
    readonly StringBuilder _text = new();
    readonly int _columns;

    /// <summary>Begins a table.</summary>
    /// <param name="columns">The names of its columns.</param>
    public CsvTable(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns.Count;
        Add([.. columns.Select(CsvCell.Word)]);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has more or fewer cells than there are columns.</exception>
    public void Add(params IReadOnlyList<CsvCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != _columns) throw new ArgumentException($"{cells.Count} cells do not fit into {_columns} columns.", nameof(cells));
        _text.AppendJoin(',', cells.Select(cell => cell.Content)).Append('\n');
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Writes the table; the file appears once it is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, _text.ToString());
}
