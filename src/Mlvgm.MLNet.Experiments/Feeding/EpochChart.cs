using Mlvgm.MLNet.Reports.Charts;
using Mlvgm.MLNet.Reports.Html;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>Seconds of an epoch against the batch size, a line for each way of feeding.</summary>
static class EpochChart
{
    static readonly (ChartColour Colour, LinePattern Pattern, ChartMarker Marker)[] Lines =
    [
        (ChartColour.Accent, LinePattern.Solid, ChartMarker.Circle), (ChartColour.Accent, LinePattern.Dashed, ChartMarker.Square),
        (ChartColour.Mark, LinePattern.Solid, ChartMarker.Triangle), (ChartColour.Soft, LinePattern.Solid, ChartMarker.Diamond),
    ];

    /// <summary>What the lines are; a legend inside the chart would not know the page's font.</summary>
    public const string Key = "Blue: generator, one image a pair (solid, circles) or two (dashed, squares); orange triangles: JPEG files; grey diamonds: decoded store.";

    public static Markup Of(IReadOnlyList<FeedingResult> results) =>
        new LineChart("pairs in a step", "seconds of an epoch", "Seconds of an epoch by batch size")
        {
            Width = 760,
            Height = 300,
            Lines =
            [
                .. from way in FeedingWays.All.Zip(Lines)
                   let points = results.Where(r => r.Way == way.First).OrderBy(r => r.Batch).Select(r => ((double)r.Batch, r.Seconds))
                   select new ChartLine([.. points], way.Second.Colour) { Pattern = way.Second.Pattern, Marker = way.Second.Marker },
            ],
        }.ToMarkup();
}
