using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Mlvgm.MLNet.Torch.WeightFiles.Bytes;

namespace Mlvgm.MLNet.Torch.WeightFiles.Pickle;

/// <summary>Reads the operands of pickle instructions, one after another. Every length is checked against what is left.</summary>
/// <param name="source">The bytes.</param>
/// <param name="budget">Charged for text before it is read.</param>
sealed class PickleStream(IByteSource source, ReadBudget budget)
{
    const int BufferLength = 4096;
    const int MaximumNameLength = 512;
    const int MaximumIntegerLength = 256;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly byte[] _buffer = new byte[(int)Math.Min(BufferLength, source.Length)];
    long _bufferStart;
    int _bufferEnd;

    /// <summary>The next byte to be read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes not yet read.</summary>
    public long Left => source.Length - Position;

    public byte ReadByte()
    {
        if (Position < _bufferStart || Position >= _bufferStart + _bufferEnd) Fill();
        return _buffer[Position++ - _bufferStart];
    }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Fixed(stackalloc byte[2]));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Fixed(stackalloc byte[4]));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fixed(stackalloc byte[4]));

    /// <summary>A length of 8 bytes, at most what is left.</summary>
    public long ReadLength() => Checked(BinaryPrimitives.ReadUInt64LittleEndian(Fixed(stackalloc byte[8])));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Fixed(stackalloc byte[8]));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Fixed(stackalloc byte[8]));

    /// <summary>A two's complement integer of <paramref name="length"/> bytes: a <see cref="long"/> when it fits.</summary>
    public object ReadInteger(long length)
    {
        if (length > MaximumIntegerLength) throw new InvalidDataException($"an integer of {length} bytes is too long.");
        var value = new BigInteger(Fixed(stackalloc byte[(int)length]));
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    public string ReadText(long length) => ReadText(length, StrictUtf8);

    /// <summary>Text of Python 2, whose bytes are taken as Latin-1.</summary>
    public string ReadLatin1(long length) => ReadText(length, Encoding.Latin1);

    /// <summary>Passes over <paramref name="length"/> bytes without reading them.</summary>
    public ByteSlice ReadSlice(long length)
    {
        budget.Charge(80);
        var slice = new ByteSlice(source, Position, Checked((ulong)length));
        Position += length;
        return slice;
    }

    /// <summary>Text that ends with a line feed, as names of globals do.</summary>
    public string ReadLine()
    {
        Span<byte> line = stackalloc byte[MaximumNameLength];
        for (int length = 0; length < line.Length; length++)
        {
            line[length] = ReadByte();
            if (line[length] == (byte)'\n') return Decode(line[..length], StrictUtf8);
        }
        throw new InvalidDataException($"a name is longer than {MaximumNameLength} bytes.");
    }

    string ReadText(long length, Encoding encoding)
    {
        Checked((ulong)length);
        budget.Charge(32 + 3 * length);
        byte[]? large = length > BufferLength ? GC.AllocateUninitializedArray<byte>(checked((int)length)) : null;
        Span<byte> bytes = large ?? stackalloc byte[(int)length];
        return Decode(Fixed(bytes), encoding);
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

    Span<byte> Fixed(Span<byte> destination)
    {
        if (destination.Length > Left) throw Ended();
        if (destination.Length > _buffer.Length)
        {
            source.Read(Position, destination);
            Position += destination.Length;
            return destination;
        }
        for (int i = 0; i < destination.Length; i++) destination[i] = ReadByte();
        return destination;
    }

    void Fill()
    {
        if (Left <= 0) throw Ended();
        _bufferStart = Position;
        _bufferEnd = (int)Math.Min(_buffer.Length, Left);
        source.Read(Position, _buffer.AsSpan(0, _bufferEnd));
    }

    long Checked(ulong length) => length <= (ulong)Left
        ? (long)length
        : throw new InvalidDataException($"its pickle announces {length} bytes where {Left} are left.");

    static InvalidDataException Ended() => new("its pickle ends in the middle.");
}
