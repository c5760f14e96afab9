using System.IO.Compression;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>One entry of a ZIP archive; what it says of itself can be made wrong.</summary>
public sealed record ZipPart(string Name, byte[] Stored)
{
    public ushort Method { get; init; }

    public ushort Flags { get; init; }

    public uint Checksum { get; init; } = Crc32(Stored);

    public long Length { get; init; } = Stored.Length;

    /// <summary>The name in the entry's own header, where it differs.</summary>
    public string LocalName { get; init; } = Name;

    /// <summary>Where the directory says that the entry is; null for the truth.</summary>
    public long? Position { get; init; }

    public static ZipPart Deflated(string name, byte[] contents)
    {
        using var compressed = new MemoryStream();
        using (var deflater = new DeflateStream(compressed, CompressionLevel.SmallestSize)) deflater.Write(contents);
        return new ZipPart(name, compressed.ToArray()) { Method = 8, Checksum = Crc32(contents), Length = contents.Length };
    }

    /// <summary>The checksum of ZIP archives, bit by bit.</summary>
    internal static uint Crc32(byte[] bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++) checksum = (checksum & 1) != 0 ? checksum >> 1 ^ 0xedb88320 : checksum >> 1;
        }
        return ~checksum;
    }
}
