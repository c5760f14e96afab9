namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>Reads bytes one after another, through a small buffer.</summary>
/// <param name="source">The bytes.</param>
/// <param name="bufferLength">The largest buffer; less when there are fewer bytes.</param>
sealed class ByteCursor(IByteSource source, int bufferLength)
{
    readonly byte[] _buffer = new byte[(int)Math.Min(bufferLength, source.Length)];
    long _bufferStart;
    int _bufferLength;

    /// <summary>The next byte to be read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes not yet read.</summary>
    public long Left => source.Length - Position;

    /// <summary>The next byte.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public byte ReadByte()
    {
        if (Position < _bufferStart || Position >= _bufferStart + _bufferLength) Fill();
        return _buffer[Position++ - _bufferStart];
    }

    /// <summary>Fills <paramref name="destination"/> with the next bytes, and returns it.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public Span<byte> Read(Span<byte> destination)
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

    /// <summary>Passes over the next <paramref name="length"/> bytes without reading them.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ByteSlice ReadSlice(long length)
    {
        if (length > Left) throw Ended();
        var slice = new ByteSlice(source, Position, length);
        Position += length;
        return slice;
    }

    void Fill()
    {
        if (Left <= 0) throw Ended();
        _bufferStart = Position;
        _bufferLength = (int)Math.Min(_buffer.Length, Left);
        source.Read(Position, _buffer.AsSpan(0, _bufferLength));
    }

    static InvalidDataException Ended() => new("it ends in the middle.");
}
