using Mlvgm.MLNet.OnnxExport.Graph;

namespace Mlvgm.MLNet.OnnxExport.Operators;

/// <summary>Resizing of images [N, C, height, width].</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public static class ResizeOperators
{
    const string Coordinates = "coordinate_transformation_mode";

    /// <summary>Resizes by factors; the new size is rounded down.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">[N, C, height, width].</param>
    /// <param name="mode">The interpolation.</param>
    /// <param name="heightFactor">New height over old.</param>
    /// <param name="widthFactor">New width over old.</param>
    public static OnnxValue Resize(this OnnxGraph graph, OnnxValue images, OnnxResizeMode mode, double heightFactor, double widthFactor)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var factors = graph.Constant([1f, 1f, (float)heightFactor, (float)widthFactor], [4]);
        return graph.Node("Resize", [images, OnnxValue.None, factors], Attributes(mode));
    }

    /// <summary>Resizes to a size in pixels.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">[N, C, height, width].</param>
    /// <param name="mode">The interpolation.</param>
    /// <param name="height">The new height.</param>
    /// <param name="width">The new width.</param>
    public static OnnxValue ResizeTo(this OnnxGraph graph, OnnxValue images, OnnxResizeMode mode, long height, long width)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var batchAndChannels = graph.Node("Shape", [images], new OnnxAttribute("start", 0), new OnnxAttribute("end", 2));
        var size = graph.Concat(0, batchAndChannels, graph.Constant([height, width]));
        return graph.Node("Resize", [images, OnnxValue.None, OnnxValue.None, size], Attributes(mode));
    }

    static OnnxAttribute[] Attributes(OnnxResizeMode mode) => mode switch
    {
        OnnxResizeMode.Nearest => [new("mode", "nearest"), new("nearest_mode", "floor"), new(Coordinates, "asymmetric")],
        OnnxResizeMode.Bilinear => [new("mode", "linear"), new(Coordinates, "half_pixel")],
        OnnxResizeMode.BilinearAlignedCorners => [new("mode", "linear"), new(Coordinates, "align_corners")],
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown resize mode."),
    };
}
