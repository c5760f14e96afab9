using System.IO.Compression;
using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>The contents of one entry. The first read compares the checksum; a deflated entry is unfolded then, up to its stated length.</summary>
/// <param name="stored">The entry's bytes in the file.</param>
/// <param name="header">What the directory says about it.</param>
sealed class ZipEntry(ByteSlice stored, ZipHeader header) : IByteSource
{
    const int BlockLength = 64 << 10;

    readonly Lock _lock = new();
    IByteSource? _contents;

    public long Length => header.Length;

    public void Read(long position, Span<byte> destination)
    {
        lock (_lock) _contents ??= Open();
        _contents.Read(position, destination);
    }

    IByteSource Open()
    {
        IByteSource contents = header.Compressed ? Inflate() : stored;
        byte[] block = new byte[(int)Math.Min(BlockLength, contents.Length)];
        uint checksum = 0;
        for (long at = 0; at < contents.Length; at += block.Length)
        {
            var part = block.AsSpan(0, (int)Math.Min(block.Length, contents.Length - at));
            contents.Read(at, part);
            checksum = Crc32.Append(checksum, part);
        }
        // Zero is what writers leave that were told not to compute one.
        if (header.Checksum != 0 && checksum != header.Checksum)
            throw new InvalidDataException($"the archive's entry '{header.ShownName}' is damaged: its checksum is wrong.");
        return contents;
    }

    MemoryBytes Inflate()
    {
        byte[] bytes = new byte[header.Length];
        byte[] compressed = new byte[stored.Length];
        stored.Read(0, compressed);
        using var inflater = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
        int read = inflater.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length || inflater.ReadByte() >= 0)
            throw new InvalidDataException($"the archive's entry '{header.ShownName}' does not unfold to {header.Length} bytes.");
        return new MemoryBytes(bytes);
    }
}
