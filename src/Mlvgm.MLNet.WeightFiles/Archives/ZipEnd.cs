using System.Buffers.Binary;
using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>What the end of a ZIP archive says about its central directory, checked against the file.</summary>
/// <param name="Entries">Entries in the directory.</param>
/// <param name="Start">The directory's first byte.</param>
/// <param name="Length">The directory's bytes.</param>
readonly record struct ZipEnd(long Entries, long Start, long Length)
{
    const int RecordLength = 22;
    const int LocatorLength = 20;
    const int Record64Length = 56;
    const int MaximumComment = 65535;

    /// <summary>The bytes of a central directory entry without its name.</summary>
    public const int EntryLength = 46;

    static ReadOnlySpan<byte> Signature => "PK\x05\x06"u8;

    static ReadOnlySpan<byte> LocatorSignature => "PK\x06\x07"u8;

    static ReadOnlySpan<byte> Signature64 => "PK\x06\x06"u8;

    /// <summary>Finds the end record.</summary>
    /// <exception cref="InvalidDataException">There is none, or it contradicts the file.</exception>
    public static ZipEnd Read(IByteSource source)
    {
        byte[] tail = new byte[(int)Math.Min(source.Length, RecordLength + MaximumComment)];
        long tailStart = source.Length - tail.Length;
        source.Read(tailStart, tail);
        int at = Find(tail);
        if (at < 0) throw new InvalidDataException("the archive has no end record: it is cut off.");
        var record = tail.AsSpan(at, RecordLength);
        long position = tailStart + at;
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]);
        ushort entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        bool large = disk == ushort.MaxValue || entries == ushort.MaxValue || length == uint.MaxValue || start == uint.MaxValue;
        if (large) return Read64(source, position);
        if (disk != 0) throw new InvalidDataException("the archive is one of several.");
        return Checked(entries, start, length, position);
    }

    /// <summary>The last end record whose comment reaches the end of the file.</summary>
    static int Find(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - RecordLength; at >= 0; at--)
        {
            if (tail[at..].StartsWith(Signature)
                && at + RecordLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length)
                return at;
        }
        return -1;
    }

    static ZipEnd Read64(IByteSource source, long end)
    {
        Span<byte> locator = stackalloc byte[LocatorLength];
        if (end < LocatorLength) throw NoRecord64();
        source.Read(end - LocatorLength, locator);
        ulong position = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
        if (!locator.StartsWith(LocatorSignature) || position > (ulong)(end - LocatorLength - Math.Min(end - LocatorLength, Record64Length)))
            throw NoRecord64();
        Span<byte> record = stackalloc byte[Record64Length];
        source.Read((long)position, record);
        if (!record.StartsWith(Signature64)) throw NoRecord64();
        return Checked(
            BinaryPrimitives.ReadUInt64LittleEndian(record[32..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record[48..]),
            BinaryPrimitives.ReadUInt64LittleEndian(record[40..]),
            (long)position);
    }

    static ZipEnd Checked(ulong entries, ulong start, ulong length, long end)
    {
        if (start > (ulong)end || length > (ulong)end - start || entries > length / EntryLength)
            throw new InvalidDataException($"the archive announces {entries} entries in {length} bytes at {start}; it has {end} bytes.");
        return new ZipEnd((long)entries, (long)start, (long)length);
    }

    static InvalidDataException NoRecord64() => new("the archive says that it is a large one (ZIP64), but has no such record.");
}
