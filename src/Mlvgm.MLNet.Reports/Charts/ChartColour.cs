namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>The colours of charts: those of the page, which follow the reader's light or dark setting.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public enum ChartColour
{
    /// <summary>Text.</summary>
    Ink,

    /// <summary>Text of less weight.</summary>
    Soft,

    /// <summary>Rules.</summary>
    Line,

    /// <summary>What is to be seen.</summary>
    Accent,

    /// <summary>What lies behind it.</summary>
    Pale,

    /// <summary>What it is held against.</summary>
    Mark,
}
