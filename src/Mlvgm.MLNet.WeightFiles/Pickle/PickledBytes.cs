using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A Python bytes object. Its contents stay in the file until they are asked for.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class PickledBytes
{
    internal PickledBytes(IByteSource source) => Source = source;

    /// <summary>The number of bytes.</summary>
    public long Length => Source.Length;

    internal IByteSource Source { get; }

    /// <summary>Reads the bytes.</summary>
    /// <exception cref="InvalidDataException">They are more than an array holds, or the file has changed.</exception>
    public byte[] ToArray()
    {
        if (Length > Array.MaxLength) throw new InvalidDataException($"{Length} bytes are more than an array holds.");
        byte[] bytes = new byte[Length];
        Source.Read(0, bytes);
        return bytes;
    }
}
