using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Testing.Services;

/// <summary>Black pictures as PNG: few bytes, however many pixels.</summary>
public static class EmptyPng
{
    static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    /// <summary>A greyscale picture of a byte for each pixel; it is never in memory as a whole.</summary>
    public static byte[] Grey(int width, int height)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        Write(png, "IHDR", header);
        using var rows = new MemoryStream();
        using (var compressed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            // The byte before a row's pixels says that they are not filtered.
            byte[] row = new byte[1 + width];
            for (int y = 0; y < height; y++) compressed.Write(row);
        }
        Write(png, "IDAT", rows.ToArray());
        Write(png, "IEND", []);
        return png.ToArray();
    }

    static void Write(MemoryStream png, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. data];
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, ZipPart.Crc32(chunk));
        png.Write(number);
    }
}
