namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>How a line is drawn.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public enum LinePattern
{
    /// <summary>In one.</summary>
    Solid,

    /// <summary>In dashes.</summary>
    Dashed,

    /// <summary>In dots.</summary>
    Dotted,
}
