namespace Mlvgm.MLNet.Encoders;

/// <summary>The range of pixel values in a column.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public enum PixelRange
{
    /// <summary>0 is black, 1 is white: what generators make.</summary>
    ZeroToOne,

    /// <summary>0 is black, 255 is white: what ML.NET's ExtractPixels makes.</summary>
    ZeroTo255,
}
