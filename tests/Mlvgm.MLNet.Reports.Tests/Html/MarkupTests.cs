using System.Net;
using System.Text.RegularExpressions;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Html;

public class MarkupTests
{
    [Fact]
    public void Names_are_text_and_markup_is_markup()
    {
        var inner = Markup.Of($"<b>{"<script>alert(\"x\") & 'y'</script>"}</b>");
        Assert.Equal("<i><b>&lt;script&gt;alert(&quot;x&quot;) &amp; &#39;y&#39;&lt;/script&gt;</b></i>", Markup.Of($"<i>{inner}</i>").Html);
    }

    [Theory, MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public void A_name_shows_as_it_is_in_text_and_in_an_attribute(string name)
    {
        string html = Markup.Of($"<p title=\"{name}\">{name}</p>").Html;
        var parts = Regex.Match(html, "^<p title=\"([^\"<>]*)\">([^<>]*)</p>$");
        Assert.True(parts.Success, html);
        Assert.Equal((name, name), (WebUtility.HtmlDecode(parts.Groups[1].Value), WebUtility.HtmlDecode(parts.Groups[2].Value)));
    }

    [Fact]
    public void A_figure_has_its_content_as_it_is_and_its_caption_as_text() =>
        Assert.Equal("<figure><b>x</b><figcaption>&lt;i&gt; &amp; y</figcaption></figure>", Markup.Figure(Markup.Of($"<b>{"x"}</b>"), "<i> & y").Html);

    [Fact]
    public void Numbers_have_a_point_and_nothing_is_nothing() => Assert.Equal("1.50 1234.5 ", Markup.Of($"{1.5:F2} {1234.5} {null}").Html);
}
