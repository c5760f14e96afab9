using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>A NumPy element type, such as <c>dtype('f4')</c>.</summary>
/// <param name="code">Kind and size, such as <c>f4</c>.</param>
sealed class NumpyType(string code)
{
    static readonly Dictionary<string, ElementType> Types = new(StringComparer.Ordinal)
    {
        ["f8"] = ElementType.Float64,
        ["f4"] = ElementType.Float32,
        ["f2"] = ElementType.Float16,
        ["i8"] = ElementType.Int64,
        ["i4"] = ElementType.Int32,
        ["i2"] = ElementType.Int16,
        ["i1"] = ElementType.Int8,
        ["u1"] = ElementType.UInt8,
        ["b1"] = ElementType.Bool,
    };

    bool _bigEndian;

    /// <summary>Takes <c>(3, byte order, ...)</c>; the other entries are about structures, which are not read.</summary>
    /// <exception cref="InvalidDataException">The byte order is unknown.</exception>
    public void Build(PickledTuple state) => _bigEndian = state.Get<string>(1) switch
    {
        "<" or "|" or "=" => false,
        ">" => true,
        _ => throw new InvalidDataException("a NumPy type has an unknown byte order."),
    };

    /// <summary>The tensor that <c>(1, shape, dtype, fortran order, bytes)</c> describes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of such an array.</exception>
    public static TensorView ArrayView(PickledTuple state, ReadBudget budget) => state.Get<NumpyType>(2).View(
        state.Get<PickledTuple>(1).ToIntegers(), state.Get<bool>(3), state.Get<PickledBytes>(4), budget);

    /// <summary>An array of this type in <paramref name="bytes"/>, which it fills.</summary>
    /// <exception cref="InvalidDataException">The type is not read, or the bytes are more or fewer.</exception>
    public TensorView View(long[] shape, bool fortran, PickledBytes bytes, ReadBudget budget)
    {
        if (!Types.TryGetValue(code, out var type)) throw new InvalidDataException($"the NumPy type '{Printable.Of(code)}' is not read.");
        long elements = TensorShape.Elements(shape);
        if (bytes.Length != elements * ElementTypes.SizeOf(type))
            throw new InvalidDataException($"a NumPy array of shape {TensorShape.Text(shape)} and type {code} has {bytes.Length} bytes of data.");
        var storage = new TensorStorage(type, elements, bytes.Source, _bigEndian);
        long[] strides = TensorShape.RowMajorStrides(fortran ? [.. shape.Reverse()] : shape);
        return new TensorView(storage, 0, shape, fortran ? [.. strides.Reverse()] : strides, budget);
    }
}
