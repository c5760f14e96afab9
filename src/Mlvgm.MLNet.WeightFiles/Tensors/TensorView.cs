using Mlvgm.MLNet.WeightFiles.Bytes;

namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>Which elements of a storage a tensor has, as PyTorch describes it.</summary>
sealed class TensorView
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="storage">The elements.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="strides">Per dimension, the distance in elements between neighbours; 0 repeats an element.</param>
    /// <param name="budget">Charged for the tensor's size.</param>
    /// <exception cref="InvalidDataException">An element would lie outside the storage, or the tensor is too large for the file.</exception>
    public TensorView(TensorStorage storage, long offset, long[] shape, long[] strides, ReadBudget budget)
    {
        Elements = TensorShape.Elements(shape);
        if (strides.Length != shape.Length)
            throw new InvalidDataException($"a tensor of shape {TensorShape.Text(shape)} has {strides.Length} strides.");
        if (offset < 0 || offset > storage.Elements || strides.Any(stride => stride < 0) || LastElement(offset, shape, strides) >= storage.Elements)
        {
            throw new InvalidDataException($"a tensor of shape {TensorShape.Text(shape)}, strides {TensorShape.Text(strides)} and offset {offset} " +
                $"does not fit its storage of {storage.Elements} elements.");
        }
        budget.Claim(Elements * storage.ElementSize);
        (Storage, Offset, Shape, Strides) = (storage, offset, shape, strides);
    }

    public TensorStorage Storage { get; }

    public long Offset { get; }

    public long[] Shape { get; }

    public long[] Strides { get; }

    public long Elements { get; }

    /// <summary>Whether the numbers are those of the storage with the other sign: PyTorch's lazy negative.</summary>
    public bool Negated { get; init; }

    public long ByteLength => Elements * Storage.ElementSize;

    /// <summary>A row-major tensor that is the whole of <paramref name="storage"/>.</summary>
    /// <exception cref="InvalidDataException">The storage has another number of elements.</exception>
    public static TensorView Whole(TensorStorage storage, long[] shape, ReadBudget budget)
    {
        if (TensorShape.Elements(shape) != storage.Elements)
            throw new InvalidDataException($"a tensor of shape {TensorShape.Text(shape)} has {storage.Elements} elements of data.");
        return new TensorView(storage, 0, shape, TensorShape.RowMajorStrides(shape), budget);
    }

    /// <summary>A tensor of which no numbers are read, such as a sparse one.</summary>
    /// <exception cref="InvalidDataException">The shape is impossible.</exception>
    public static TensorView Unread(string type, long[] shape, ReadBudget budget) =>
        Whole(new TensorStorage(new StoredType(ElementType.Other, type, 0), TensorShape.Elements(shape)), shape, budget);

    long LastElement(long offset, long[] shape, long[] strides)
    {
        if (Elements == 0) return -1;
        Int128 last = offset;
        for (int i = 0; i < shape.Length; i++) last += (Int128)(shape[i] - 1) * strides[i];
        return last > long.MaxValue ? long.MaxValue : (long)last;
    }
}
