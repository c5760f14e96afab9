namespace Mlvgm.MLNet.Reports.Charts;

/// <summary>How a line is drawn.</summary>
public enum LinePattern
{
    /// <summary>In one.</summary>
    Solid,

    /// <summary>In dashes.</summary>
    Dashed,

    /// <summary>In dots.</summary>
    Dotted,
}
