namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>A part of other bytes.</summary>
sealed class ByteSlice : IByteSource
{
    readonly IByteSource _source;
    readonly long _start;

    /// <summary>Takes <paramref name="length"/> bytes of <paramref name="source"/> from <paramref name="start"/> on.</summary>
    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ByteSlice(IByteSource source, long start, long length)
    {
        if (start < 0 || length < 0 || start > source.Length - length)
            throw new InvalidDataException($"{length} bytes are announced at byte {start}, but there are {source.Length} in all.");
        (_source, _start, Length) = source is ByteSlice outer ? (outer._source, outer._start + start, length) : (source, start, length);
    }

    public long Length { get; }

    public void Read(long position, Span<byte> destination)
    {
        if (position < 0 || position > Length - destination.Length)
            throw new InvalidDataException($"{destination.Length} bytes are wanted at byte {position} of {Length}.");
        _source.Read(_start + position, destination);
    }
}
