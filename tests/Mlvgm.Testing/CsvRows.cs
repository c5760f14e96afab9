using System.Text;

namespace Mlvgm.Testing;

/// <summary>Reads CSV by the rules of RFC 4180.</summary>
public static class CsvRows
{
    /// <summary>The rows, each with its cells; every row ends with a line feed.</summary>
    public static IReadOnlyList<string[]> Read(string csv)
    {
        var (rows, row, cell) = (new List<string[]>(), new List<string>(), new StringBuilder());
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[i++]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (quoted || csv[i] is not (',' or '\n')) cell.Append(csv[i]);
            else
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (csv[i] == ',') continue;
                rows.Add([.. row]);
                row.Clear();
            }
        }
        return rows;
    }
}
