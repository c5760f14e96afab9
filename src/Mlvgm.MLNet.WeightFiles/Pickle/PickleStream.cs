using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>Reads the operands of pickle instructions, one after another. Every length is checked against what is left.</summary>
/// <param name="source">The bytes.</param>
/// <param name="budget">Charged for text before it is read.</param>
sealed class PickleStream(IByteSource source, ReadBudget budget)
{
    const int BufferLength = 4096;
    const int MaximumNameLength = 512;
    const int MaximumTextLength = 256 << 20;
    const int MaximumIntegerLength = 256;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ByteCursor _cursor = new(source, BufferLength);

    /// <summary>The next byte to be read.</summary>
    public long Position => _cursor.Position;

    /// <summary>Bytes not yet read.</summary>
    public long Left => _cursor.Left;

    public byte ReadByte() => _cursor.ReadByte();

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(_cursor.Read(stackalloc byte[2]));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(_cursor.Read(stackalloc byte[4]));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_cursor.Read(stackalloc byte[4]));

    /// <summary>A length of 8 bytes, at most what is left.</summary>
    public long ReadLength() => Checked(BinaryPrimitives.ReadUInt64LittleEndian(_cursor.Read(stackalloc byte[8])));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(_cursor.Read(stackalloc byte[8]));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(_cursor.Read(stackalloc byte[8]));

    /// <summary>A two's complement integer of <paramref name="length"/> bytes: a <see cref="long"/> when it fits.</summary>
    public object ReadInteger(long length)
    {
        if (length > MaximumIntegerLength) throw new InvalidDataException($"an integer of {length} bytes is too long.");
        budget.Charge(2 * length);
        var value = new BigInteger(_cursor.Read(stackalloc byte[(int)length]));
        return value >= long.MinValue && value <= long.MaxValue ? Boxed.Of((long)value) : value;
    }

    public string ReadText(long length) => ReadText(length, StrictUtf8);

    /// <summary>Text of Python 2, whose bytes are taken as Latin-1.</summary>
    public string ReadLatin1(long length) => ReadText(length, Encoding.Latin1);

    /// <summary>Passes over <paramref name="length"/> bytes without reading them.</summary>
    public ByteSlice ReadSlice(long length)
    {
        budget.Charge(80);
        return _cursor.ReadSlice(Checked((ulong)length));
    }

    /// <summary>Text that ends with a line feed, as names of globals do.</summary>
    public string ReadLine()
    {
        Span<byte> line = stackalloc byte[MaximumNameLength];
        for (int length = 0; length < line.Length; length++)
        {
            line[length] = ReadByte();
            if (line[length] != (byte)'\n') continue;
            budget.Charge(32 + 2 * length);
            return Decode(line[..length], StrictUtf8);
        }
        throw new InvalidDataException($"a name is longer than {MaximumNameLength} bytes.");
    }

    string ReadText(long length, Encoding encoding)
    {
        if (Checked((ulong)length) > MaximumTextLength) throw new InvalidDataException($"a text of {length} bytes is too long.");
        budget.Charge(32 + 3 * length);
        byte[]? large = length > BufferLength ? GC.AllocateUninitializedArray<byte>((int)length) : null;
        Span<byte> bytes = large ?? stackalloc byte[(int)length];
        return Decode(_cursor.Read(bytes), encoding);
    }

    static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("text in it is not valid UTF-8.");
        }
    }

    long Checked(ulong length) => length <= (ulong)Left
        ? (long)length
        : throw new InvalidDataException($"its pickle announces {length} bytes where {Left} are left.");
}
