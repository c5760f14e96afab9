using System.Text;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>Writes ZIP archives, as they should be or not.</summary>
public static class ZipWriter
{
    /// <summary>The archive; with <paramref name="zip64"/> every size and place is written as a 64-bit number.</summary>
    public static byte[] Write(IEnumerable<ZipPart> parts, bool zip64 = false)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var placed = parts.Select(part => (Part: part, Position: WriteLocal(writer, part))).ToList();
        long start = bytes.Position;
        foreach (var (part, position) in placed) WriteCentral(writer, part, part.Position ?? position, zip64);
        WriteEnd(writer, placed.Count, start, bytes.Position - start, zip64);
        return bytes.ToArray();
    }

    static long WriteLocal(BinaryWriter writer, ZipPart part)
    {
        long position = writer.BaseStream.Position;
        byte[] name = Encoding.UTF8.GetBytes(part.LocalName);
        writer.Write("PK\x03\x04"u8);
        writer.Write((ushort)20);
        writer.Write((ushort)(part.Flags | 0x808));
        writer.Write(part.Method);
        writer.Write(new byte[16]);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)0);
        writer.Write(name);
        writer.Write(part.Stored);
        return position;
    }

    static void WriteCentral(BinaryWriter writer, ZipPart part, long position, bool zip64)
    {
        byte[] name = Encoding.UTF8.GetBytes(part.Name);
        writer.Write("PK\x01\x02"u8);
        writer.Write((ushort)20);
        writer.Write((ushort)20);
        writer.Write((ushort)(part.Flags | 0x808));
        writer.Write(part.Method);
        writer.Write(0);
        writer.Write(part.Checksum);
        writer.Write(zip64 ? uint.MaxValue : (uint)part.Stored.Length);
        writer.Write(zip64 ? uint.MaxValue : (uint)part.Length);
        writer.Write((ushort)name.Length);
        writer.Write((ushort)(zip64 ? 28 : 0));
        writer.Write(new byte[10]);
        writer.Write(zip64 ? uint.MaxValue : (uint)position);
        writer.Write(name);
        if (!zip64) return;
        writer.Write((ushort)1);
        writer.Write((ushort)24);
        writer.Write(part.Length);
        writer.Write((long)part.Stored.Length);
        writer.Write(position);
    }

    static void WriteEnd(BinaryWriter writer, int count, long start, long length, bool zip64)
    {
        long end = writer.BaseStream.Position;
        if (zip64)
        {
            writer.Write("PK\x06\x06"u8);
            writer.Write(44L);
            writer.Write((ushort)45);
            writer.Write((ushort)45);
            writer.Write(0L);
            writer.Write((long)count);
            writer.Write((long)count);
            writer.Write(length);
            writer.Write(start);
            writer.Write("PK\x06\x07"u8);
            writer.Write(0);
            writer.Write(end);
            writer.Write(1);
        }
        writer.Write("PK\x05\x06"u8);
        writer.Write(0);
        writer.Write((ushort)count);
        writer.Write((ushort)count);
        writer.Write(zip64 ? uint.MaxValue : (uint)length);
        writer.Write(zip64 ? uint.MaxValue : (uint)start);
        writer.Write((ushort)0);
    }
}
