using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Html;

public class HtmlTableTests
{
    [Fact]
    public void Names_values_and_descriptions_are_text()
    {
        Assert.Contains("<dt>&lt;b&gt;</dt><dd>&amp;</dd>", HtmlTable.Facts([("<b>", "&")]).Html);
        Assert.Contains("<th scope=\"row\">&lt;b&gt;</th><td>0.5</td>", HtmlTable.Settings([("<b>", 0.5)]).Html);
        Assert.Contains("aria-label=\"&quot;&gt;\"", HtmlTable.Scrolling("\">", Markup.Empty).Html);
    }
}
