namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>What stands at the points of a line.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public enum ChartMarker
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A circle.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle.</summary>
    Triangle,

    /// <summary>A diamond.</summary>
    Diamond,
}
