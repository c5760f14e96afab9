using System.Text.RegularExpressions;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Html;

public class PageLinkTests
{
    static readonly Uri Page = new("file:///results/index.html");

    [Theory, MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public void A_link_leads_to_the_file_of_any_name(string name)
    {
        var target = new Uri(Page, PageLink.Address($"{name}/index.html"));
        Assert.Equal("file", target.Scheme);
        Assert.Equal(("", ""), (target.Query, target.Fragment));
        Assert.Equal($"/results/{name}/index.html", Uri.UnescapeDataString(target.AbsolutePath));
    }

    [Fact]
    public void Its_text_is_text() => Assert.Matches(new Regex("^<a href=\"a%20b/c\">&lt;i&gt;</a>$"), PageLink.To("a b/c", "<i>").Html);
}
