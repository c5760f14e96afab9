using System.Numerics;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>Turns the sign of numbers, as PyTorch does for a tensor with the lazy negative bit.</summary>
static class Negation
{
    /// <summary>Whether numbers of <paramref name="type"/> have a sign to turn.</summary>
    public static bool IsDefined(ElementType type) => type is not (ElementType.Bool or ElementType.Other);

    /// <summary>Turns every number in place.</summary>
    public static void Apply(Span<byte> bytes, ElementType type)
    {
        switch (type)
        {
            // The sign of a float is its highest bit; zeros and NaN have one, too.
            case ElementType.Float64: Flip(MemoryMarshal.Cast<byte, ulong>(bytes), 1UL << 63); break;
            case ElementType.Float32: Flip(MemoryMarshal.Cast<byte, uint>(bytes), 1U << 31); break;
            case ElementType.Float16 or ElementType.BFloat16: Flip(MemoryMarshal.Cast<byte, ushort>(bytes), (ushort)(1 << 15)); break;
            case ElementType.Int64 or ElementType.UInt64: Negate(MemoryMarshal.Cast<byte, long>(bytes)); break;
            case ElementType.Int32 or ElementType.UInt32: Negate(MemoryMarshal.Cast<byte, int>(bytes)); break;
            case ElementType.Int16 or ElementType.UInt16: Negate(MemoryMarshal.Cast<byte, short>(bytes)); break;
            case ElementType.Int8 or ElementType.UInt8: Negate(MemoryMarshal.Cast<byte, sbyte>(bytes)); break;
            default: throw new InvalidDataException("a tensor without signs is marked as negative.");
        }
    }

    static void Flip<T>(Span<T> words, T sign) where T : IBinaryInteger<T>
    {
        foreach (ref var word in words) word ^= sign;
    }

    static void Negate<T>(Span<T> numbers) where T : IBinaryInteger<T>
    {
        foreach (ref var number in numbers) number = unchecked(T.Zero - number);
    }
}
