namespace Mlvgm.Repository.Tests.Docs;

public class MarkdownPageTests
{
    [Theory]
    [InlineData("The paper's strategies", "the-papers-strategies")]
    [InlineData("What `mlvgm` writes: files & folders", "what-mlvgm-writes-files--folders")]
    [InlineData("T_x, Table 1 (paper)", "t_x-table-1-paper")]
    [InlineData("<a id=\"transfer\"></a>Other data sets", "other-data-sets")]
    [InlineData("[A link](somewhere.md) here", "a-link-here")]
    [InlineData("Wie groß? Σ", "wie-groß-σ")]
    public void Headings_have_the_anchors_that_GitHub_gives_them(string heading, string slug) => Assert.Equal(slug, Slug.Of(heading));

    [Fact]
    public void Equal_headings_are_numbered() => Assert.Equal(["a", "b", "a-1", "a-2"], Slug.Of(["A", "B", "A", "A!"]));

    [Fact]
    public void Links_pictures_references_and_tags_are_found_outside_of_code()
    {
        var page = new MarkdownPage("""
            # Title
            [text](a.md#x "title") and ![picture](b.png)
            `[code](c.md)`
            ```
            [code](d.md)
            # no heading
            ```
            [name]: e.md
            <a id="own"></a><img src="f.png">
            """);
        Assert.Equal([(2, "a.md#x"), (2, "b.png"), (8, "e.md"), (9, "f.png")], page.Links);
        Assert.Equal(["own", "title"], page.Anchors.Order());
    }
}
