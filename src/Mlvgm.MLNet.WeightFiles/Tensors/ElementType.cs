namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>The types of numbers that tensors of weight files are made of.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public enum ElementType
{
    /// <summary>A number of 64 bits, <see cref="double"/>.</summary>
    Float64,

    /// <summary>A number of 32 bits, <see cref="float"/>.</summary>
    Float32,

    /// <summary>A number of 16 bits, <see cref="Half"/>.</summary>
    Float16,

    /// <summary>The upper 16 bits of a <see cref="float"/>.</summary>
    BFloat16,

    /// <summary>An integer of 64 bits, <see cref="long"/>.</summary>
    Int64,

    /// <summary>An integer of 32 bits, <see cref="int"/>.</summary>
    Int32,

    /// <summary>An integer of 16 bits, <see cref="short"/>.</summary>
    Int16,

    /// <summary>An integer of 8 bits, <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>An integer of 8 bits without a sign, <see cref="byte"/>.</summary>
    UInt8,

    /// <summary>A truth value in a byte, <see cref="bool"/>.</summary>
    Bool,

    /// <summary>An integer of 64 bits without a sign, <see cref="ulong"/>.</summary>
    UInt64,

    /// <summary>An integer of 32 bits without a sign, <see cref="uint"/>.</summary>
    UInt32,

    /// <summary>An integer of 16 bits without a sign, <see cref="ushort"/>.</summary>
    UInt16,

    /// <summary>Anything else: complex numbers, 8 and 4 bit floats, quantised or sparse tensors. Such tensors are listed, and their numbers are not read.</summary>
    Other,
}
