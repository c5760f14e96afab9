using System.Buffers.Binary;

namespace Mlvgm.MLNet.Cli.Tests;

/// <summary>What the header of a picture says.</summary>
static class PngFile
{
    /// <summary>Width and height: the IHDR chunk comes first, with the big-endian numbers at 16 and 20.</summary>
    public static (int Width, int Height) SizeOf(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
    }
}
