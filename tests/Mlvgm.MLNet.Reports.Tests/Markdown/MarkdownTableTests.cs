using Mlvgm.MLNet.Reports.Markdown;
using MarkdownTable = Mlvgm.MLNet.Reports.Markdown.MarkdownTable;

namespace Mlvgm.MLNet.Reports.Tests.Markdown;

public class MarkdownTableTests
{
    static MarkdownTable Sample()
    {
        var table = new MarkdownTable(MarkdownColumn.Words("a|b"), MarkdownColumn.Numbers("n"));
        table.Add(MarkdownText.Text("long name"), MarkdownText.Of($"{12.5}"));
        return table;
    }

    [Fact]
    public void Numbers_stand_on_the_right() => Assert.Equal("| a\\|b | n |\n|---|---:|\n| long name | 12.5 |\n", Sample().ToString());

    [Fact]
    public void Columns_are_padded_for_people_who_read_the_text() =>
        Assert.Equal("| a\\|b      |    n |\n| --------- | ---: |\n| long name | 12.5 |\n", Sample().ToAlignedText());

    [Theory, MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public void A_name_neither_ends_its_row_nor_its_cell(string name)
    {
        var table = new MarkdownTable(MarkdownColumn.Words(name), MarkdownColumn.Words("other"));
        table.Add(MarkdownText.Text(name), MarkdownText.Code(name));
        string[] lines = table.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        // Bars that are not behind an odd number of backslashes.
        Assert.All(lines, line => Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(line, @"(?<!\\)(\\\\)*\|")));
    }

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Contains("1 cells do not fit into 2 columns", Assert.Throws<ArgumentException>(() => Sample().Add(MarkdownText.Text("x"))).Message);
}
