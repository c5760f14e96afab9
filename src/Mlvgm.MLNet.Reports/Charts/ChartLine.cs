namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="Colour">Its colour.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record ChartLine(IReadOnlyList<(double X, double Y)> Points, ChartColour Colour)
{
    const int MostPoints = 500;

    /// <summary>Its thickness.</summary>
    public double Thickness { get; init; } = 2;

    /// <summary>How it is drawn.</summary>
    public LinePattern Pattern { get; init; }

    /// <summary>What stands at its points.</summary>
    public ChartMarker Marker { get; init; }

    /// <summary>Values one after another, at 1, 2, 3 and so on: means of neighbours where there are many, so that a long run does not make a large page.</summary>
    public static ChartLine Through(IReadOnlyList<double> values, ChartColour colour)
    {
        ArgumentNullException.ThrowIfNull(values);
        int count = Math.Min(MostPoints, values.Count);
        var points = new (double, double)[count];
        for (int i = 0; i < count; i++)
        {
            int first = (int)((long)values.Count * i / count), end = (int)((long)values.Count * (i + 1) / count);
            double sum = 0;
            for (int j = first; j < end; j++) sum += values[j];
            points[i] = ((first + end + 1) / 2.0, sum / (end - first));
        }
        return new ChartLine(points, colour);
    }
}
