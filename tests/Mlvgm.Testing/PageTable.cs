namespace Mlvgm.Testing;

/// <summary>Tables on the repository's pages, which tests compare with what they are about.</summary>
public static class PageTable
{
    /// <summary>The first cell of every row of the table whose header begins with <paramref name="header"/>.</summary>
    public static IReadOnlyList<string> FirstCells(string page, string header) =>
        [.. Rows(page, line => line.StartsWith(header, StringComparison.Ordinal)).Select(row => row.Split('|')[1].Trim())];

    /// <summary>Throws, with the rows that should be there, where the table that begins with <paramref name="header"/> has others.</summary>
    public static void AssertRows(IEnumerable<string> expected, string page, string header)
    {
        string[] wanted = [.. expected];
        if (!Rows(page, line => line == header).SequenceEqual(wanted))
            throw new InvalidDataException($"{page}: the table '{header}' should have the rows\n{string.Join('\n', wanted)}");
    }

    static IEnumerable<string> Rows(string page, Func<string, bool> isHeader) =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, page)).SkipWhile(line => !isHeader(line)).Skip(2).TakeWhile(line => line.StartsWith('|'));
}
