using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>A run of elements that one or more tensors look into.</summary>
sealed class TensorStorage
{
    IByteSource? _bytes;

    /// <summary>Describes a storage whose bytes are known later, or never if no tensor looks into it.</summary>
    /// <exception cref="InvalidDataException"><paramref name="elements"/> is negative or absurd.</exception>
    public TensorStorage(ElementType type, long elements, bool bigEndian = false)
    {
        TensorShape.Elements([elements]);
        (Type, Elements, BigEndian) = (type, elements, bigEndian);
    }

    /// <summary>Describes a storage in <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are too few.</exception>
    public TensorStorage(ElementType type, long elements, IByteSource bytes, bool bigEndian = false) : this(type, elements, bigEndian) =>
        Place(bytes);

    public ElementType Type { get; }

    public long Elements { get; }

    public bool BigEndian { get; }

    public int ElementSize => ElementTypes.SizeOf(Type);

    public bool Placed => _bytes is not null;

    public IByteSource Bytes => _bytes ?? throw new InvalidDataException("a tensor's data is not in the file.");

    /// <summary>Says where the elements are.</summary>
    /// <exception cref="InvalidDataException">The bytes are too few.</exception>
    public void Place(IByteSource bytes)
    {
        if (bytes.Length < Elements * ElementSize)
            throw new InvalidDataException($"a storage of {Elements} elements of {ElementSize} bytes has only {bytes.Length} bytes of data.");
        _bytes = bytes;
    }
}
