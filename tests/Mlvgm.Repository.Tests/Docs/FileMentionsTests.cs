namespace Mlvgm.Repository.Tests.Docs;

public class FileMentionsTests
{
    static readonly FileMentions Mentions = new(
        new RepositoryFiles(["README.md", "docs/a.md", "docs/method/b.md", "src/Lib/PACKAGE.md", "src/Lib/Code.cs", "eng/x.targets"]),
        path => new MarkdownPage(path == "docs/method/b.md" ? "# B\n\n## A section" : ""));

    [Theory]
    [InlineData("see docs/a.md.")]
    [InlineData("(docs/method/b.md#a-section)")]
    [InlineData("README.md, Code.cs and src/*/PACKAGE.md; Lib/Code.cs")]
    [InlineData("every PACKAGE.md; in eng/x.targets, and in src/Lib")]
    [InlineData("src/Lib/bin/Release/net10.0/Lib.dll")]
    [InlineData("https://example.org/docs/none.md and [text](https://example.org/none.cs)")]
    [InlineData("writes report.json, views.png and artifacts/results/none.csv")]
    [InlineData("../shared/data holds more, which may be absent")]
    [InlineData("m / s, NVlabs/stylegan2, torch.nn.modules, 1e-4, z1..z5, *.cs files")]
    public void What_exists_or_is_no_file_of_the_repository_passes(string text) => Assert.Empty(Mentions.Problems(text, "src/Lib"));

    [Theory]
    [InlineData("see docs/none.md", "docs/none.md: there is no such file")]
    [InlineData("see none.md 2.1.", "none.md: there is no such page")]
    [InlineData("(docs/method/b.md#another)", "docs/method/b.md#another: the page has no section #another")]
    [InlineData("as in <c>None.cs</c>", "None.cs: no file has that name")]
    [InlineData("as in Other/Code.cs", "Other/Code.cs: no file has that name")]
    [InlineData("src/Missing holds it", "src/Missing: there is no such file")]
    [InlineData("the data of ../shared/data", "../shared/data: it lies beside the checkout; say that it may be absent")]
    public void What_leads_nowhere_is_named_with_the_reason(string text, string problem) => Assert.Equal([problem], Mentions.Problems(text, "src/Lib"));

    [Fact]
    public void A_page_is_looked_for_beside_the_file_that_names_it_too() => Assert.Empty(Mentions.Problems("see b.md#a-section", "docs/method"));
}
