namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>Bytes in memory.</summary>
sealed class MemoryBytes(byte[] bytes) : IByteSource
{
    public long Length => bytes.Length;

    public void Read(long position, Span<byte> destination)
    {
        if (position < 0 || position > bytes.Length - destination.Length)
            throw new InvalidDataException($"it ends at byte {bytes.Length}, before data that it announces.");
        bytes.AsSpan((int)position, destination.Length).CopyTo(destination);
    }
}
