namespace Mlvgm.MLNet.Generators;

/// <summary>The shape of one image, planar (channels first).</summary>
/// <param name="Channels">1 for greyscale, 3 for RGB.</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in one image: channels x height x width.</summary>
    public int Size => Channels * Height * Width;

    /// <summary>The shape as <c>C x H x W</c>.</summary>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
