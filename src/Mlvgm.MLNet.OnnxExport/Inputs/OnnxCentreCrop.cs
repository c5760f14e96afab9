using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Inputs;

/// <summary>The crop of images to their centre, written into the graph so that its input is whole images.</summary>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed record OnnxCentreCrop
{
    /// <summary>Describes a crop.</summary>
    /// <param name="height">Rows that the module sees, in pixels.</param>
    /// <param name="width">Columns that the module sees, in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public OnnxCentreCrop(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
    }

    /// <summary>Rows that the module sees, in pixels.</summary>
    public int Height { get; }

    /// <summary>Columns that the module sees, in pixels.</summary>
    public int Width { get; }

    /// <summary>Crops images [N, C, height, width] in TorchSharp; the result is a view of them, in the caller's dispose scope.</summary>
    /// <exception cref="ArgumentException">The images are smaller than the crop.</exception>
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (top, left) = Corner(images.shape[^2], images.shape[^1]);
        using var scope = NewDisposeScope();
        return images.narrow(-2, top, Height).narrow(-1, left, Width).MoveToOuterDisposeScope();
    }

    internal OnnxValue Export(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape)
    {
        var (top, left) = Corner(shape[^2], shape[^1]);
        return graph.Slice(graph.Slice(images, 2, top, top + Height), 3, left, left + Width);
    }

    (long Top, long Left) Corner(long height, long width) => height >= Height && width >= Width
        ? ((height - Height) / 2, (width - Width) / 2)
        : throw new ArgumentException($"Images of {height}x{width} have no centre of {Height}x{Width}.");
}
