namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>A value with an interval around it.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">The value.</param>
/// <param name="Half">Half the width of the interval; 0 where there is none.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public sealed record ChartInterval(string Name, double Value, double Half);
