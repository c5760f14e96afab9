using System.Buffers.Binary;
using System.Text;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>One entry as the central directory describes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="NameBytes">The name as stored.</param>
/// <param name="Compressed">Whether the entry is deflated.</param>
/// <param name="Checksum">The CRC-32 of the contents.</param>
/// <param name="StoredLength">The bytes in the file.</param>
/// <param name="Length">The bytes of the contents.</param>
/// <param name="Position">Where the entry's own header begins.</param>
sealed record ZipHeader(string Name, byte[] NameBytes, bool Compressed, uint Checksum, long StoredLength, long Length, long Position)
{
    const ushort Stored = 0;
    const ushort Deflated = 8;
    const ushort Encrypted = 1;

    /// <summary>The name for messages.</summary>
    public string ShownName => Printable.Of(Name);

    /// <summary>Takes one entry from the front of <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">It is damaged, encrypted, or compressed in a way that is not read.</exception>
    public static ZipHeader Read(ref ReadOnlySpan<byte> directory)
    {
        if (directory.Length < ZipEnd.EntryLength || !directory.StartsWith("PK\x01\x02"u8)) throw Damaged();
        var fixedPart = directory[..ZipEnd.EntryLength];
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[8..]);
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[10..]);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[16..]);
        uint storedLength = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[20..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[24..]);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[30..]);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[32..]);
        uint position = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[42..]);
        if (directory.Length < ZipEnd.EntryLength + nameLength + extraLength + commentLength) throw Damaged();
        byte[] name = directory.Slice(ZipEnd.EntryLength, nameLength).ToArray();
        var large = new Zip64Fields(directory.Slice(ZipEnd.EntryLength + nameLength, extraLength));
        directory = directory[(ZipEnd.EntryLength + nameLength + extraLength + commentLength)..];
        long fullLength = large.Take(length);
        var header = new ZipHeader(
            Encoding.UTF8.GetString(name), name, method == Deflated, checksum, large.Take(storedLength), fullLength, large.Take(position));
        header.Check(flags, method);
        return header;
    }

    void Check(ushort flags, ushort method)
    {
        if (!IsPlainPath(Name)) throw new InvalidDataException($"the archive's entry '{ShownName}' has a name that leads elsewhere.");
        if ((flags & Encrypted) != 0) throw new InvalidDataException($"the archive's entry '{ShownName}' is encrypted.");
        if (method is not (Stored or Deflated))
            throw new InvalidDataException($"the archive's entry '{ShownName}' is compressed by method {method}, which is not read.");
        if (!Compressed && StoredLength != Length)
            throw new InvalidDataException($"the archive's entry '{ShownName}' is stored in {StoredLength} bytes but has {Length}.");
    }

    /// <summary>Relative, without parent folders, control characters or Windows' separators.</summary>
    static bool IsPlainPath(string name) =>
        name.Length > 0 && name[0] != '/' && !name.Any(c => c is '\\' or ':' || char.IsControl(c)) && !name.Split('/').Contains("..");

    static InvalidDataException Damaged() => new("the archive's directory is damaged.");
}
