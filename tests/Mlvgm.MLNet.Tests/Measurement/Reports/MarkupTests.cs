using Mlvgm.MLNet.Measurement.Reports.Page;

namespace Mlvgm.MLNet.Tests.Measurement.Reports;

public sealed class MarkupTests
{
    [Fact]
    public void Names_are_text_and_markup_is_markup()
    {
        var inner = Markup.Of($"<b>{"<script>alert(\"x\") & 'y'</script>"}</b>");
        Assert.Equal("<i><b>&lt;script&gt;alert(&quot;x&quot;) &amp; &#39;y&#39;&lt;/script&gt;</b></i>", Markup.Of($"<i>{inner}</i>").Html);
    }
}
