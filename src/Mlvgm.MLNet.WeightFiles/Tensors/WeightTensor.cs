using System.Runtime.InteropServices;
using Mlvgm.MLNet.WeightFiles.Text;

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

    /// <summary>A tensor as described; with a reason, one of which no numbers are read.</summary>
    internal WeightTensor(TensorView view, string? unreadable = null) => Describe(view, unreadable);

    /// <summary>The element type as stored; <see cref="ElementType.Other"/> where the numbers are not read.</summary>
    public ElementType Type => Unreadable is null ? View.Storage.Type : ElementType.Other;

    /// <summary>The element type in words: its name in safetensors, such as <c>F32</c>, or that of the file, such as <c>C64</c>.</summary>
    public string TypeName => View.Storage.StoredType.Name;

    /// <summary>Why the numbers are not read, as a clause; null where they are. Such a tensor is listed, and refused when it is asked for.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => View.Shape;

    /// <summary>The number of elements.</summary>
    public long Elements => View.Elements;

    /// <summary>The bytes of all elements; 0 where elements of an unread type have no known size.</summary>
    public long ByteLength => View.ByteLength;

    /// <summary>The file that errors name.</summary>
    internal string Origin { get; set; } = "the file";

    /// <summary>The name that errors give the tensor.</summary>
    internal string Name { get; set; } = "";

    /// <summary>Whether the file describes the tensor in full.</summary>
    internal bool Described => _view is not null;

    TensorView View => _view ?? throw new InvalidDataException("a tensor is named but never described.");

    /// <summary>Reads the elements: row-major, in the machine's byte order, bit for bit as stored.</summary>
    /// <exception cref="InvalidDataException">The numbers are <see cref="Unreadable"/>, damaged or gone, or more than an array can hold.</exception>
    /// <exception cref="ObjectDisposedException">The file was closed.</exception>
    public byte[] ReadBytes()
    {
        CheckReadable();
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
        CheckReadable();
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
        CheckReadable();
        if (ElementTypes.Of<T>() != Type) throw new InvalidDataException($"'{Origin}': a tensor has elements of {Type}, not {ElementTypes.Of<T>()}.");
        CheckedLength();
        var values = new T[Elements];
        Fill(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>The error of a program that cannot take the tensor.</summary>
    /// <param name="reason">Why, as a clause that follows the tensor's name.</param>
    public InvalidDataException Refusal(string reason) => new($"'{Origin}': the tensor '{Printable.Of(Name)}' {Unreadable ?? reason}.");

    /// <summary>Gives the description that was still to come.</summary>
    internal void Describe(TensorView view, string? unreadable = null)
    {
        _view = view;
        Unreadable = unreadable ?? (view.Storage.Type == ElementType.Other ? $"has the type {Printable.Of(TypeName)}, which is not read" : null);
    }

    /// <summary>Leaves a tensor that is described in the list, and refuses its numbers.</summary>
    internal void Refuse(string reason) => Unreadable ??= reason;

    void CheckReadable()
    {
        if (Unreadable is { } reason) throw Refusal(reason);
    }

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
