using System.Buffers.Binary;
using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>
/// The entries of a ZIP archive, by the central directory. Nothing is ever written to disk by an entry's name; names are checked
/// nevertheless, and so are sizes, places and overlaps, before any entry is read.
/// </summary>
sealed class ZipDirectory
{
    const int EntryCost = 400;

    readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    ZipDirectory()
    {
    }

    /// <summary>The names of all files in the archive.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>The contents of the entry called <paramref name="name"/>; null when there is none.</summary>
    public IByteSource? this[string name] => _entries.GetValueOrDefault(name);

    /// <summary>Whether the bytes begin as an archive does.</summary>
    public static bool Begins(IByteSource source)
    {
        Span<byte> start = stackalloc byte[4];
        if (source.Length < start.Length) return false;
        source.Read(0, start);
        return start.SequenceEqual("PK\x03\x04"u8);
    }

    /// <summary>Reads the central directory.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or entries overlap, are encrypted or would unfold beyond measure.</exception>
    public static ZipDirectory Read(IByteSource source, ReadBudget budget)
    {
        var end = ZipEnd.Read(source);
        budget.Charge(70_000 + end.Length + EntryCost * end.Entries);
        byte[] bytes = new byte[end.Length];
        source.Read(end.Start, bytes);
        var directory = new ZipDirectory();
        var headers = new List<ZipHeader>((int)end.Entries);
        ReadOnlySpan<byte> left = bytes;
        for (long i = 0; i < end.Entries; i++) headers.Add(ZipHeader.Read(ref left));
        foreach (var header in headers.Where(header => header.Compressed)) budget.Charge(header.Length + header.StoredLength);
        long free = 0;
        foreach (var header in headers.OrderBy(header => header.Position))
        {
            if (header.Position < free) throw new InvalidDataException($"the archive's entry '{header.ShownName}' overlaps another.");
            long start = DataStart(source, header, end.Start);
            free = start + header.StoredLength;
            if (header.Name.EndsWith('/')) continue;
            if (!directory._entries.TryAdd(header.Name, new ZipEntry(new ByteSlice(source, start, header.StoredLength), header)))
                throw new InvalidDataException($"the archive's entry '{header.ShownName}' occurs twice.");
        }
        return directory;
    }

    /// <summary>Where an entry's bytes begin, by its local header, which must bear the same name.</summary>
    static long DataStart(IByteSource source, ZipHeader header, long end)
    {
        const int length = 30;
        Span<byte> local = stackalloc byte[length];
        if (header.Position > end - length) throw Outside(header);
        source.Read(header.Position, local);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        if (!local.StartsWith("PK\x03\x04"u8) || nameLength != header.NameBytes.Length)
            throw new InvalidDataException($"the archive's entry '{header.ShownName}' has no header of its own.");
        long start = header.Position + length + nameLength + extraLength;
        if (start > end || header.StoredLength > end - start) throw Outside(header);
        byte[] name = new byte[nameLength];
        source.Read(header.Position + length, name);
        return name.AsSpan().SequenceEqual(header.NameBytes)
            ? start
            : throw new InvalidDataException($"the archive's entry '{header.ShownName}' has another name in its own header.");
    }

    static InvalidDataException Outside(ZipHeader header) => new($"the archive's entry '{header.ShownName}' lies outside the file.");
}
