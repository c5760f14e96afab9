using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>A tensor of a weight file. Its numbers stay in the file until they are asked for.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed class WeightTensor
{
    TensorView? _view;

    /// <summary>A tensor whose description comes later in the file.</summary>
    internal WeightTensor()
    {
    }

    internal WeightTensor(TensorView view) => _view = view;

    /// <summary>The element type as stored.</summary>
    public ElementType Type => View.Storage.Type;

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => View.Shape;

    /// <summary>The number of elements.</summary>
    public long Elements => View.Elements;

    /// <summary>The bytes of all elements.</summary>
    public long ByteLength => View.ByteLength;

    /// <summary>The file that errors name.</summary>
    internal string Origin { get; set; } = "the file";

    /// <summary>Whether the file describes the tensor in full.</summary>
    internal bool Described => _view is not null;

    TensorView View => _view ?? throw new InvalidDataException("a tensor is named but never described.");

    /// <summary>Reads the elements: row-major, in the machine's byte order, bit for bit as stored.</summary>
    /// <exception cref="InvalidDataException">The data is damaged or has gone, or is larger than an array can be.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public byte[] ReadBytes()
    {
        byte[] bytes = new byte[CheckedLength()];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Reads the elements as <see cref="ReadBytes()"/> does into <paramref name="destination"/>, of <see cref="ByteLength"/>.</summary>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="InvalidDataException">The data is damaged or has gone.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public void ReadBytes(Span<byte> destination)
    {
        if (destination.Length != ByteLength)
            throw new ArgumentException($"The tensor has {ByteLength} bytes, the destination {destination.Length}.", nameof(destination));
        Fill(destination);
    }

    /// <summary>Reads the elements in row-major order.</summary>
    /// <typeparam name="T">The type of the elements, as <see cref="ElementType"/> names it.</typeparam>
    /// <exception cref="InvalidDataException">The elements are of another type, or the data is damaged or has gone, or is larger than an array can be.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no type of elements.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        if (ElementTypes.Of<T>() != Type) throw new InvalidDataException($"'{Origin}': a tensor has elements of {Type}, not {ElementTypes.Of<T>()}.");
        CheckedLength();
        var values = new T[Elements];
        Fill(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Gives the description that was still to come.</summary>
    internal void Describe(TensorView view) => _view = view;

    void Fill(Span<byte> bytes)
    {
        try
        {
            StridedCopy.Copy(View, bytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{Origin}': {e.Message}", e);
        }
    }

    int CheckedLength() => View.ByteLength <= Array.MaxLength
        ? (int)View.ByteLength
        : throw new InvalidDataException($"'{Origin}': a tensor of {View.ByteLength} bytes is larger than the 2 GiB that one may have.");
}
