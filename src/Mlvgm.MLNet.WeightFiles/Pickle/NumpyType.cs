using System.Text;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;

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
        ["u8"] = ElementType.UInt64,
        ["u4"] = ElementType.UInt32,
        ["u2"] = ElementType.UInt16,
        ["u1"] = ElementType.UInt8,
        ["b1"] = ElementType.Bool,
        // As NumPy's own tables call it.
        ["?"] = ElementType.Bool,
    };

    /// <summary>NumPy's codes of types that are listed only, by their names in safetensors.</summary>
    static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal) { ["c8"] = "C64", ["c16"] = "C128" };

    static readonly UTF32Encoding[] Utf32 = [.. new[] { false, true }.Select(big => new UTF32Encoding(big, byteOrderMark: false, throwOnInvalidCharacters: true))];

    bool _bigEndian;

    /// <summary>Takes <c>(3, byte order, ...)</c>; the other entries are about structures, which are not read.</summary>
    /// <exception cref="InvalidDataException">The byte order is unknown.</exception>
    public void Build(PickledTuple state) => _bigEndian = state.Get<string>(1) switch
    {
        "<" or "|" or "=" => false,
        ">" => true,
        _ => throw new InvalidDataException("a NumPy type has an unknown byte order."),
    };

    /// <summary>Describes the array of which <c>(1, shape, dtype, fortran order, bytes)</c> is the state.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of such an array.</exception>
    public static void Describe(WeightTensor array, PickledTuple state, ReadBudget budget) => state.Get<NumpyType>(2).Describe(
        array, state.Get<PickledTuple>(1).ToIntegers(), state.Get<bool>(3), state.Count > 4 ? state[4] : null, budget);

    /// <summary>Describes an array of this type in <paramref name="data"/>, which it fills; of a type that is not read, only its shape.</summary>
    /// <exception cref="InvalidDataException">The bytes are more or fewer than those of the array.</exception>
    public void Describe(WeightTensor array, long[] shape, bool fortran, object? data, ReadBudget budget)
    {
        if (!Types.TryGetValue(code, out var type))
        {
            // Numbers of another type, text, dates, structures, or any objects at all.
            array.Describe(TensorView.Unread(Others.GetValueOrDefault(code, code), shape, budget));
            return;
        }
        var bytes = data is string text ? PickledBytes.OfLatin1(text, budget) : PickledValue.As<PickledBytes>(data, "the data of a NumPy array");
        long elements = TensorShape.Elements(shape);
        if (bytes.Length != elements * ElementTypes.SizeOf(type))
            throw new InvalidDataException($"a NumPy array of shape {TensorShape.Text(shape)} and type {code} has {bytes.Length} bytes of data.");
        var storage = new TensorStorage(StoredType.Of(type), elements, bytes.Source, _bigEndian);
        long[] strides = TensorShape.RowMajorStrides(fortran ? [.. shape.Reverse()] : shape);
        array.Describe(new TensorView(storage, 0, shape, fortran ? [.. strides.Reverse()] : strides, budget));
    }

    /// <summary>The text of a scalar that is one; null for other types.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public string? Text(object? data, ReadBudget budget)
    {
        if (!code.StartsWith('U') || data is not PickledBytes bytes) return null;
        budget.Charge(2 * bytes.Length);
        try
        {
            return Utf32[_bigEndian ? 1 : 0].GetString(bytes.ToArray()).TrimEnd('\0');
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("a text of NumPy's is damaged.");
        }
    }
}
