using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Html;

public class PageFrameTests
{
    [Fact]
    public void A_page_carries_its_style_loads_nothing_and_runs_nothing()
    {
        string page = PageFrame.Of("<title>", "kind", "lead & more", HtmlTable.Facts([("a", "b")]), Markup.Of($"<p>content</p>")).Html;
        Assert.StartsWith("<!DOCTYPE html>", page);
        Assert.Equal(2, page.Split("&lt;title&gt;").Length - 1);
        Assert.Contains("lead &amp; more", page);
        Assert.Contains("--accent:", page);
        Assert.Contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'", page);
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("url(", page);
    }
}
