namespace Mlvgm.MLNet.Data.Images;

/// <summary>A decoded image of any size.</summary>
/// <param name="Pixels">Row-major: one grey byte per pixel, or four (red, green, blue, opaque).</param>
/// <param name="Height">Rows, in pixels.</param>
/// <param name="Width">Columns, in pixels.</param>
/// <param name="BytesPerPixel">1 or 4.</param>
readonly record struct Raster(ReadOnlyMemory<byte> Pixels, int Height, int Width, int BytesPerPixel);
