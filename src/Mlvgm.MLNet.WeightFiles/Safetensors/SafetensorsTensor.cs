using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Safetensors;

/// <summary>A tensor to be written to a safetensors file.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class SafetensorsTensor
{
    readonly Action<Stream> _write;

    /// <summary>Describes a tensor whose numbers are made when they are written, one tensor after another.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The dimensions; empty for a scalar.</param>
    /// <param name="write">Writes the elements: row-major, little-endian, <see cref="ByteLength"/> bytes.</param>
    /// <exception cref="ArgumentException">There are too many dimensions, or one is negative.</exception>
    public SafetensorsTensor(string name, ElementType type, IReadOnlyList<long> shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(write);
        (Name, Type, Shape, _write) = (name, type, [.. shape], write);
        try
        {
            ByteLength = TensorShape.Elements([.. shape]) * ElementTypes.SizeOf(type);
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException($"'{name}' cannot be written: {e.Message}", nameof(shape), e);
        }
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The bytes of all elements.</summary>
    public long ByteLength { get; }

    /// <summary>A tensor of numbers in memory.</summary>
    /// <typeparam name="T">The type of the elements, as <see cref="ElementType"/> names it.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of elements.</exception>
    public static SafetensorsTensor Of<T>(string name, ReadOnlyMemory<T> values, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var tensor = new SafetensorsTensor(name, ElementTypes.Of<T>(), shape.ToArray(), stream => Write(stream, values.Span));
        long elements = TensorShape.Elements(shape);
        return elements == values.Length
            ? tensor
            : throw new ArgumentException($"'{name}' of shape {TensorShape.Text(shape)} has {elements} elements; {values.Length} are given.", nameof(values));
    }

    /// <summary>Writes the elements.</summary>
    /// <exception cref="InvalidOperationException">More or fewer bytes were written than the shape announces.</exception>
    internal void WriteTo(Stream stream)
    {
        long start = stream.CanSeek ? stream.Position : 0;
        _write(stream);
        if (stream.CanSeek && stream.Position - start != ByteLength)
            throw new InvalidOperationException($"The tensor '{Name}' has {ByteLength} bytes, but {stream.Position - start} were written.");
    }

    static void Write<T>(Stream stream, ReadOnlySpan<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(bytes);
            return;
        }
        byte[] swapped = bytes.ToArray();
        ByteOrder.Swap(swapped, ElementTypes.SizeOf(ElementTypes.Of<T>()));
        stream.Write(swapped);
    }
}
