using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Markdown;
using MarkdownTable = Mlvgm.MLNet.Reports.Markdown.MarkdownTable;

namespace Mlvgm.MLNet.Reports.Tests;

/// <summary>Any text, made of what means something to pages, tables and links: it is text all the same, and comes back.</summary>
public class EscapePropertyTests
{
    static readonly string[] Pieces = ["</td>", "<!--", "-->", "&lt;", "&#60;", "\\|", "``", "javascript:", "]]>", "</script>", "\"\"", "\r\n"];

    static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["<>&\"'`|\\*_~[](){}#!=+-;:,./?%$ \n\r\tab1é中"], 0, 30],
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 6].Select(string.Concat));

    [Fact]
    public void In_a_page_text_opens_no_tag_and_ends_no_attribute() => Texts.Sample(text =>
    {
        string html = Markup.Of($"<p title=\"{text}\">{text}</p>").Html;
        var parts = Regex.Match(html, "^<p title=\"([^\"<>]*)\">([^<>]*)</p>$");
        Assert.True(parts.Success, html);
        Assert.Equal((text, text), (WebUtility.HtmlDecode(parts.Groups[1].Value), WebUtility.HtmlDecode(parts.Groups[2].Value)));
    }, iter: 2000);

    [Fact]
    public void A_link_leads_below_its_page_whatever_the_name_is() =>
        Texts.Where(text => text.Trim().Length > 0 && !text.Contains('/') && text.Trim('.').Length > 0).Sample(text =>
    {
        string address = PageLink.Address($"{text}/index.html");
        Assert.Matches("^[A-Za-z0-9._~%!*'()/-]*$", address);
        Assert.Equal($"{text}/index.html", Uri.UnescapeDataString(address));
        var target = new Uri(new Uri("file:///results/index.html"), address);
        Assert.Equal(("file", "", ""), (target.Scheme, target.Query, target.Fragment));
        Assert.StartsWith("/results/", target.AbsolutePath);
    }, iter: 2000);

    [Fact]
    public void In_a_table_of_text_a_cell_is_one_cell_in_one_line() => Gen.Select(Texts, Texts).Sample((name, other) =>
    {
        var table = new MarkdownTable(MarkdownColumn.Words(name), MarkdownColumn.Numbers(other));
        table.Add(MarkdownText.Text(other), MarkdownText.Code(name.Trim().Length == 0 ? "x" : name));
        foreach (string form in (string[])[table.ToString(), table.ToAlignedText()])
        {
            string[] lines = form.TrimEnd('\n').Split('\n');
            Assert.Equal(3, lines.Length);
            Assert.All(lines, line => Assert.Equal(3, Regex.Count(line, @"(?<!\\)(\\\\)*\|")));
        }
    }, iter: 1000);

    [Fact]
    public void In_Markdown_text_opens_no_tag_and_code_ends_where_it_is_meant_to() => Texts.Where(text => text.Trim().Length > 0).Sample(text =>
    {
        Assert.DoesNotContain('<', MarkdownText.Text(text).Source);
        string code = MarkdownText.Code(text).Source, fence = Regex.Match(code, "^`*").Value;
        if (fence.Length == 0) Assert.Matches("^<code>[^<]*</code>$", code);
        else Assert.DoesNotContain(fence, code[fence.Length..^fence.Length], StringComparison.Ordinal);
    }, iter: 2000);

    [Fact]
    public void Rows_of_a_table_of_values_come_back_by_the_rules_of_RFC_4180() => Texts.Array[3].Array[0, 4].Sample(rows =>
    {
        var table = new CsvTable("a", "b", "c");
        foreach (string[] row in rows) table.Add(CsvCell.Text(row[0]), CsvCell.Word(row[1]), CsvCell.Text(row[2]));
        Assert.Equal([["a", "b", "c"], .. rows], CsvRows.Read(table.ToString()));
    }, iter: 1000);
}
