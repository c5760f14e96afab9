using System.Buffers.Binary;

namespace Mlvgm.MLNet.WeightFiles.Archives;

/// <summary>The 64-bit numbers that an entry's extra field holds in place of 32-bit ones that are all ones.</summary>
ref struct Zip64Fields
{
    const ushort Tag = 1;

    ReadOnlySpan<byte> _left;

    /// <summary>Finds the numbers in an extra field; fields of other kinds are passed over.</summary>
    public Zip64Fields(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4) return;
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Tag)
            {
                _left = extra.Slice(4, length);
                return;
            }
            extra = extra[(4 + length)..];
        }
    }

    /// <summary><paramref name="value"/>, or the next number when it is all ones.</summary>
    /// <exception cref="InvalidDataException">There is no next number, or it is beyond any file.</exception>
    public long Take(uint value)
    {
        if (value != uint.MaxValue) return value;
        if (_left.Length < 8) throw new InvalidDataException("an entry of the archive says that it is a large one (ZIP64), but has no size.");
        ulong number = BinaryPrimitives.ReadUInt64LittleEndian(_left);
        _left = _left[8..];
        return number <= long.MaxValue / 4 ? (long)number : throw new InvalidDataException($"an entry of the archive claims {number} bytes.");
    }
}
