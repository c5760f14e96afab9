using System.Buffers.Binary;
using System.Text;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Reads and weakens the symbol versions that a 64-bit little-endian ELF library asks of its dependencies (<c>.gnu.version_r</c>).
/// </summary>
/// <remarks>
/// A version marked weak (<c>VER_FLG_WEAK</c>) does not stop the dynamic linker when the dependency lacks it. That is safe only
/// for a version whose symbols are never called, such as the one GCC 13's <c>iostream</c> header names.
/// </remarks>
static class ElfVersionNeeds
{
    const uint SectionTypeVersionNeed = 0x6ffffffe;
    const ushort WeakFlag = 0x2;

    /// <summary>The version names that <paramref name="elf"/> asks for and that are not weak yet.</summary>
    /// <exception cref="InvalidDataException"><paramref name="elf"/> is not a well-formed 64-bit little-endian ELF file.</exception>
    public static IReadOnlyList<string> Strong(ReadOnlySpan<byte> elf)
    {
        var names = new List<string>();
        foreach (int entry in Entries(elf, out int strings))
            if ((Flags(elf, entry) & WeakFlag) == 0) names.Add(NameOf(elf, strings, entry));
        return names;
    }

    /// <summary>Marks every entry called <paramref name="version"/> weak and returns how many there were.</summary>
    /// <exception cref="InvalidDataException"><paramref name="elf"/> is not a well-formed 64-bit little-endian ELF file.</exception>
    public static int Weaken(Span<byte> elf, string version)
    {
        int changed = 0;
        foreach (int entry in Entries(elf, out int strings))
        {
            ushort flags = Flags(elf, entry);
            if ((flags & WeakFlag) != 0 || NameOf(elf, strings, entry) != version) continue;
            BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], (ushort)(flags | WeakFlag));
            changed++;
        }
        return changed;
    }

    static ushort Flags(ReadOnlySpan<byte> elf, int entry) => BinaryPrimitives.ReadUInt16LittleEndian(elf[(entry + 4)..]);

    static string NameOf(ReadOnlySpan<byte> elf, int strings, int entry)
    {
        var text = elf[checked(strings + Int32(elf, entry + 8))..];
        int end = text.IndexOf((byte)0);
        return end < 0 ? throw Malformed() : Encoding.ASCII.GetString(text[..end]);
    }

    /// <summary>Offsets of the Elf64_Vernaux records of every version-need section.</summary>
    static List<int> Entries(ReadOnlySpan<byte> elf, out int strings)
    {
        strings = 0;
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        var entries = new List<int>();
        try
        {
            int sections = Offset(elf, 0x28), size = UInt16(elf, 0x3A), count = UInt16(elf, 0x3C);
            for (int i = 0; i < count; i++)
            {
                int section = checked(sections + i * size);
                if ((uint)Int32(elf, section + 4) != SectionTypeVersionNeed) continue;
                strings = Offset(elf, checked(sections + Int32(elf, section + 0x28) * size + 0x18));
                Collect(elf, Offset(elf, section + 0x18), entries);
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw Malformed();
        }
        return entries;
    }

    static void Collect(ReadOnlySpan<byte> elf, int need, List<int> entries)
    {
        while (true)
        {
            int entry = checked(need + Int32(elf, need + 8));
            while (true)
            {
                entries.Add(entry);
                int next = Int32(elf, entry + 12);
                if (next == 0) break;
                entry = checked(entry + Forward(next));
            }
            int nextNeed = Int32(elf, need + 12);
            if (nextNeed == 0) return;
            need = checked(need + Forward(nextNeed));
        }
    }

    // Records only ever point forward; anything else would loop for ever.
    static int Forward(int step) => step > 0 ? step : throw Malformed();

    static int Offset(ReadOnlySpan<byte> elf, int at) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(elf[at..]));

    static int Int32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadInt32LittleEndian(elf[at..]);

    static int UInt16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    static InvalidDataException Malformed() => new("The ELF file's version table is malformed.");
}
