using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>Turns the bytes of numbers round.</summary>
static class ByteOrder
{
    delegate void Reverse<T>(ReadOnlySpan<T> source, Span<T> destination);

    /// <summary>Swaps the bytes of every number of <paramref name="size"/> bytes.</summary>
    public static void Swap(Span<byte> bytes, int size)
    {
        if (size == 2) Swap(MemoryMarshal.Cast<byte, ushort>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 4) Swap(MemoryMarshal.Cast<byte, uint>(bytes), BinaryPrimitives.ReverseEndianness);
        if (size == 8) Swap(MemoryMarshal.Cast<byte, ulong>(bytes), BinaryPrimitives.ReverseEndianness);
    }

    static void Swap<T>(Span<T> words, Reverse<T> reverse) => reverse(words, words);
}
