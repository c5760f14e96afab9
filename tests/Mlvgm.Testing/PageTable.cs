namespace Mlvgm.Testing;

/// <summary>Tables on the repository's pages, which tests compare with what they are about.</summary>
public static class PageTable
{
    /// <summary>Throws, with the rows that should be there, where the table that begins with <paramref name="header"/> has others.</summary>
    public static void AssertRows(IEnumerable<string> expected, string page, string header)
    {
        string[] wanted = [.. expected];
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Path, page)).SkipWhile(line => line != header).Skip(2).TakeWhile(line => line.StartsWith('|'));
        if (!rows.SequenceEqual(wanted))
            throw new InvalidDataException($"{page}: the table '{header}' should have the rows\n{string.Join('\n', wanted)}");
    }
}
