using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Reports.Charts;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Machines;
using Mlvgm.MLNet.Reports.Text;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>A page of one's own in one file: charts, a table of facts, pictures. Whatever names contain, they show as they are.</summary>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>Its text.</returns>
    public static string Run(string path, string title)
    {
        var course = new LineChart("step", "loss", "Loss over the steps")
        {
            Lines =
            [
                ChartLine.Through([4, 3, 2.5, 2.4], ChartColour.Accent),
                new ChartLine([(0, 4.5), (3, 3)], ChartColour.Soft) { Pattern = LinePattern.Dashed, Marker = ChartMarker.Circle },
            ],
            Marks = [new ChartMark(2, "warm", LinePattern.Dotted)],
        };
        var spread = new HistogramChart("distance", "samples", "Distances of partners") { Minimum = 0, Maximum = 2, Heights = [1, 5, 2] };
        var accuracy = new IntervalChart("accuracy, %", "Accuracy of two encoders")
        {
            Rows = [new ChartInterval("before", 61.2, 0.8), new ChartInterval("after", 64.9, 0.7)],
            Reference = 60,
        };
        var images = Small.Images(2);
        float[] pixels = [.. images.Pixels.ToArray().Select(pixel => pixel / 255f)];
        Markup facts = HtmlTable.Facts(
        [
            ("machine", ThisMachine.Description),
            ("version", LibraryVersion.Of(typeof(ReportPage))),
            ("time", Figures.Time(61)),
            ("accuracy", Figures.Hundredths(64.9)),
        ]);
        Markup content = Markup.Join(
        [
            Markup.Figure(course.ToMarkup(), "Training."), Markup.Figure(spread.ToMarkup(), "Perturbation."), Markup.Figure(accuracy.ToMarkup(), "Mean and 95 % interval."),
            ImageStrip.Rows([("dark and bright", new ImageStrip(pixels, images.Shape))]),
            Markup.Of($"<p>{PageLink.To("other/index.html", title)}</p>"),
        ]);
        Markup page = PageFrame.Of(title, "Tour", "Everything that a page can have.", facts, content);
        AtomicFile.WriteText(path, page.Html);
        return page.Html;
    }
}
