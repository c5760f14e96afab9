using System.Text;
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

    /// <summary>Bytes that are written as text, a character for each: so do Python 2, and protocol 2 of Python 3.</summary>
    /// <exception cref="InvalidDataException">A character stands for no byte.</exception>
    internal static PickledBytes OfLatin1(string text, ReadBudget budget)
    {
        budget.Charge(text.Length + 80);
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00ff') >= 0) throw new InvalidDataException("the text does not stand for bytes.");
        return new PickledBytes(new MemoryBytes(Encoding.Latin1.GetBytes(text)));
    }

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
