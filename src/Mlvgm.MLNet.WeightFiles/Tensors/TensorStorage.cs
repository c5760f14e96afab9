using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>A run of elements that one or more tensors look into.</summary>
sealed class TensorStorage
{
    readonly TensorStorage? _untyped;
    IByteSource? _bytes;

    /// <summary>Describes a storage whose bytes are known later, or never if no tensor looks into it.</summary>
    /// <exception cref="InvalidDataException"><paramref name="elements"/> is negative or absurd.</exception>
    public TensorStorage(StoredType type, long elements, bool bigEndian = false)
    {
        TensorShape.Elements([elements]);
        (StoredType, Elements, BigEndian) = (type, elements, bigEndian);
    }

    /// <summary>Describes a storage in <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are too few.</exception>
    public TensorStorage(StoredType type, long elements, IByteSource bytes, bool bigEndian = false) : this(type, elements, bigEndian) =>
        Place(bytes);

    TensorStorage(StoredType type, TensorStorage untyped) : this(type, type.Bytes == 0 ? 0 : untyped.Elements / type.Bytes, untyped.BigEndian) =>
        _untyped = untyped;

    public StoredType StoredType { get; }

    public ElementType Type => StoredType.Type;

    public long Elements { get; }

    public bool BigEndian { get; }

    /// <summary>Whole bytes of an element; 0 where that is not known, and then nothing is read.</summary>
    public int ElementSize => StoredType.Bytes;

    public bool Placed => _bytes is not null;

    public IByteSource Bytes => _bytes ?? _untyped?.Bytes ?? throw new InvalidDataException("a tensor's data is not in the file.");

    /// <summary>The same bytes as elements of another type: how storages without a type are used.</summary>
    /// <exception cref="InvalidDataException">This storage has a type already.</exception>
    public TensorStorage As(StoredType type) => ElementSize == 1
        ? new TensorStorage(type, this)
        : throw new InvalidDataException($"a storage of {StoredType.Name} is taken for one of {type.Name}.");

    /// <summary>Says where the elements are.</summary>
    /// <exception cref="InvalidDataException">The bytes are too few.</exception>
    public void Place(IByteSource bytes)
    {
        if (bytes.Length < Elements * ElementSize)
            throw new InvalidDataException($"a storage of {Elements} elements of {ElementSize} bytes has only {bytes.Length} bytes of data.");
        _bytes = bytes;
    }
}
