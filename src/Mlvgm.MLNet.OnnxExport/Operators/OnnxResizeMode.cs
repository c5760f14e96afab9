namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>How a resized image takes its pixels.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public enum OnnxResizeMode
{
    /// <summary>The pixel at floor(position / scale), as TorchSharp's nearest mode does.</summary>
    Nearest,

    /// <summary>Bilinear, pixels as areas: TorchSharp's <c>align_corners: false</c>.</summary>
    Bilinear,

    /// <summary>Bilinear, the corner pixels' centres coincide: TorchSharp's <c>align_corners: true</c>.</summary>
    BilinearAlignedCorners,
}
