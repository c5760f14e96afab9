using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mlvgm.MLNet.Reports.Charts;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Reports.Tests.Charts;

public class ChartTests
{
    static readonly Func<string, Markup>[] Kinds =
    [
        name => new LineChart("x", name, name) { Lines = [ChartLine.Through([1, 3, 2], ChartColour.Accent)], Marks = [new ChartMark(2, name, LinePattern.Dotted)] }.ToMarkup(),
        name => new HistogramChart(name, "share", name) { Minimum = 0, Maximum = 3, Heights = [0.2, 0.5, 0.3] }.ToMarkup(),
        name => new IntervalChart("accuracy, %", name) { Rows = [new ChartInterval(name, 60, 2), new ChartInterval("other", 70, 0)], Reference = 65 }.ToMarkup(),
    ];

    [Theory, MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public void A_chart_is_one_picture_whatever_its_names_are(string name) => Assert.All(Kinds, chart =>
    {
        var svg = XElement.Parse(chart(name).Html);
        Assert.Equal(("svg", "img"), (svg.Name.LocalName, svg.Attribute("role")!.Value));
        Assert.All(svg.Descendants(), part => Assert.Contains(part.Name.LocalName, (string[])["g", "text", "polyline", "rect", "line", "circle", "ellipse", "polygon", "path", "defs", "clipPath"]));
    });

    [Fact]
    public void Its_colours_are_those_of_the_page() => Assert.All(Kinds, chart =>
    {
        string svg = chart("name").Html;
        Assert.Contains("var(--accent)", svg);
        Assert.DoesNotMatch(@"rgb\(\s*1,\s*2,", svg);
    });

    [Theory]
    [InlineData(ChartMarker.None, "")]
    [InlineData(ChartMarker.Circle, "ellipse")]
    [InlineData(ChartMarker.Square, "rect")]
    [InlineData(ChartMarker.Triangle, "polygon")]
    [InlineData(ChartMarker.Diamond, "polygon")]
    public void Every_point_of_a_line_has_its_marker(ChartMarker marker, string shape)
    {
        int Shapes(ChartMarker of, string name) => XElement.Parse(new LineChart("x", "y", "")
        {
            Lines = [ChartLine.Through([1, 3, 2, 5], ChartColour.Accent) with { Marker = of }],
        }.ToMarkup().Html).Descendants().Count(part => part.Name.LocalName == name);
        foreach (string name in (string[])["ellipse", "rect", "polygon"])
            Assert.Equal(name == shape ? 4 : 0, Shapes(marker, name) - Shapes(ChartMarker.None, name));
    }

    [Fact]
    public void Triangles_and_diamonds_are_told_apart_and_so_are_patterns()
    {
        string Drawn(ChartMarker marker, LinePattern pattern) => new LineChart("x", "y", "")
        {
            Lines = [ChartLine.Through([1, 3], ChartColour.Accent) with { Marker = marker, Pattern = pattern }],
        }.ToMarkup().Html;
        string[] all = [.. Enum.GetValues<ChartMarker>().SelectMany(marker => Enum.GetValues<LinePattern>().Select(pattern => Drawn(marker, pattern)))];
        Assert.Equal(5 * 3, all.Distinct().Count());
        Assert.DoesNotContain("stroke-dasharray", Drawn(ChartMarker.Circle, LinePattern.Solid));
        Assert.Contains("stroke-dasharray", Drawn(ChartMarker.Circle, LinePattern.Dashed));
    }

    [Fact]
    public void Its_numbers_have_points_where_the_culture_has_commas() => Assert.All(Kinds, chart =>
    {
        string usual = chart("name").Html;
        var culture = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(usual, chart("name").Html);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    });

    [Fact]
    public void A_long_line_becomes_means_of_neighbours()
    {
        var line = ChartLine.Through([.. Enumerable.Range(1, 2000).Select(i => (double)i)], ChartColour.Ink);
        Assert.Equal(500, line.Points.Count);
        // The means of 1 to 4 at their middle, and of the last four.
        Assert.Equal((2.5, 2.5), line.Points[0]);
        Assert.Equal((1998.5, 1998.5), line.Points[^1]);
        Assert.Equal([(1, 5), (2, 6)], ChartLine.Through([5, 6], ChartColour.Ink).Points);
    }

    [Fact]
    public void The_vertical_axis_reaches_what_it_is_asked_to_and_every_value()
    {
        Assert.Contains(">20<", Drawn(ceiling: 20));
        Assert.DoesNotContain(">20<", Drawn(ceiling: null));
        Assert.Contains(">4<", Drawn(ceiling: 1));

        static string Drawn(double? ceiling) => new LineChart("x", "y", "") { Lines = [ChartLine.Through([1, 4], ChartColour.Ink)], Ceiling = ceiling }.ToMarkup().Html;
    }

    [Fact]
    public void Intervals_are_drawn_from_end_to_end()
    {
        double Width(double half)
        {
            string svg = new IntervalChart("%", "") { Rows = [new ChartInterval("a", 50, half), new ChartInterval("b", 50, 20)] }.ToMarkup().Html;
            var bars = Regex.Matches(svg, @"points=""([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"" style=""fill:none;stroke:var\(--accent\)")
                .Select(match => match.Groups.Values.Skip(1).Select(v => double.Parse(v.Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray())
                .Where(at => at[1] == at[3]).ToList();
            return bars.Select(at => Math.Abs(at[2] - at[0])).Order().First();
        }
        Assert.Equal(2, Width(10) / Width(5), 0.01);
    }
}
