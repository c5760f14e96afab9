using System.Buffers.Binary;
using System.IO.Compression;
using Mlvgm.Testing.Datasets;
using SkiaSharp;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small images, of every format that is read.</summary>
static class ImageSeeds
{
    public static IEnumerable<byte[]> Idx()
    {
        byte[] two = IdxWriter.Bytes([2, 2, 3], [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        return [two, IdxWriter.Zipped(two), IdxWriter.Bytes([1, 1, 1], [7]), IdxWriter.Bytes([2], [1, 0])];
    }

    public static IEnumerable<byte[]> Images()
    {
        byte[] jpeg = Encode(9, 7, SKEncodedImageFormat.Jpeg);
        return
        [
            Encode(3, 5, SKEncodedImageFormat.Png), Encode(20, 20, SKEncodedImageFormat.Png), jpeg, WithOrientation(jpeg, 6),
            Encode(9, 7, SKEncodedImageFormat.Webp), Bitmap, Gif,
        ];
    }

    public static IEnumerable<byte[]> Zips()
    {
        byte[] image = Encode(3, 5, SKEncodedImageFormat.Png);
        return
        [
            Zip(CompressionLevel.NoCompression, ("train/a/0.png", image), ("train/b/1.bmp", Bitmap)),
            Zip(CompressionLevel.Optimal, ("a/0.png", image), ("b/1.gif", Gif)),
            Zip(CompressionLevel.NoCompression, ("x/", []), ("__MACOSX/._0.png", [0]), (@".\0.png", image)),
        ];
    }

    /// <summary>Two pixels of 24 bits.</summary>
    static byte[] Bitmap =>
    [
        (byte)'B', (byte)'M', 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 1, 2, 3, 4, 5, 6, 0, 0,
    ];

    /// <summary>One pixel, of a palette of two colours.</summary>
    static byte[] Gif => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, new SKColor((byte)(20 * x), (byte)(25 * y), 99));
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Puts EXIF data that holds an orientation behind the first marker of a JPEG.</summary>
    static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif = [.. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [.. jpeg[..2], 0xFF, 0xE1, .. length, .. exif, .. jpeg[2..]];
    }

    static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }
}
