using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Onnx;

/// <summary>
/// The fields of one protobuf message, one after another. The classes that the export uses would hold every field of a hostile file as
/// objects many times its size; this holds one field.
/// </summary>
/// <param name="message">The message.</param>
sealed class ProtoReader(IByteSource message)
{
    const int BufferLength = 64;

    readonly ByteCursor _cursor = new(message, BufferLength);

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the current field is written.</summary>
    public WireType Wire { get; private set; }

    /// <summary>Bytes not yet read.</summary>
    public long Left => _cursor.Left;

    /// <summary>Moves to the next field, whose value must then be read or skipped.</summary>
    /// <exception cref="InvalidDataException">What follows is no field.</exception>
    public bool Next()
    {
        if (Left == 0) return false;
        ulong key = ReadVarint();
        if (key >> 3 is 0 or > int.MaxValue || (WireType)(key & 7) is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw new InvalidDataException("it is no protobuf message.");
        (Field, Wire) = ((int)(key >> 3), (WireType)(key & 7));
        return true;
    }

    /// <summary>The value of a <see cref="WireType.Varint"/> field.</summary>
    /// <exception cref="InvalidDataException">It is longer than ten bytes, or cut off.</exception>
    public ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = _cursor.ReadByte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("an integer in it is too long.");
    }

    /// <summary>The value of a <see cref="WireType.Bytes"/> field.</summary>
    /// <exception cref="InvalidDataException">It reaches beyond the message.</exception>
    public ByteSlice ReadBytes()
    {
        ulong length = ReadVarint();
        return length <= (ulong)Left
            ? _cursor.ReadSlice((long)length)
            : throw new InvalidDataException($"a field of {length} bytes is announced where {Left} are left.");
    }

    /// <summary>Passes over the value.</summary>
    /// <exception cref="InvalidDataException">It reaches beyond the message.</exception>
    public void Skip()
    {
        if (Wire == WireType.Varint) ReadVarint();
        else if (Wire == WireType.Bytes) ReadBytes();
        else _cursor.ReadSlice(Wire == WireType.Fixed32 ? 4 : 8);
    }
}
