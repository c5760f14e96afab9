namespace Mlvgm.MLNet.IO;

/// <summary>Intensities in [0, 1] as bytes.</summary>
static class PixelByte
{
    /// <summary>The nearest of 0..255; values outside [0, 1] are clipped and NaN is 0.</summary>
    public static byte From(float value) => value > 0 ? (byte)(Math.Min(value, 1) * 255 + 0.5f) : (byte)0;
}
