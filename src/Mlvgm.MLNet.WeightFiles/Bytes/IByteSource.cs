namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>Bytes that can be read anywhere: a file, a part of one, or memory. Safe to use from several threads at once.</summary>
interface IByteSource
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="position"/> on.</summary>
    /// <exception cref="InvalidDataException">There are not so many bytes.</exception>
    void Read(long position, Span<byte> destination);
}
