using System.Text.RegularExpressions;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Html;

public class ImageStripTests
{
    [Fact]
    public void Rows_are_pictures_in_the_page_with_small_ones_magnified_by_a_whole_number()
    {
        var strip = new ImageStrip(new float[3 * 8 * 8], new ImageShape(1, 8, 8));
        string html = ImageStrip.Rows([("<anchors>", strip), ("moved", strip)]).Html;
        Assert.Equal(2, Regex.Count(html, "src=\"data:image/png;base64,[A-Za-z0-9+/=]+\""));
        // Three of 8 pixels and two gaps of one, each 64 / 8 times as large.
        Assert.Equal(2, Regex.Count(html, "width=\"208\""));
        Assert.Contains("<span class=\"first\">&lt;anchors&gt;</span>", html);
        Assert.Contains("<span>moved</span>", html);
    }
}
