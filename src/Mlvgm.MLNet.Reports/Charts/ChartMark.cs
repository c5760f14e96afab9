namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>A value that a chart is held against.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">What it is.</param>
/// <param name="Pattern">How its line is drawn.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record ChartMark(double Value, string Text, LinePattern Pattern);
