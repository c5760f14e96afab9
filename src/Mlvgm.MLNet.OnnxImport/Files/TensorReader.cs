using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mlvgm.MLNet.OnnxExport.Proto;
using static Mlvgm.MLNet.OnnxExport.Proto.TensorProto.Types;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Files;

/// <summary>Tensors of a model as TorchSharp's: all floating-point numbers in single precision, all integers in 64 bits.</summary>
/// <param name="folder">The model's folder, where external data may be; null where there is none.</param>
sealed class TensorReader(string? folder)
{
    const int MostDimensions = 16;

    /// <summary>The tensor on the CPU, in the caller's dispose scope.</summary>
    /// <exception cref="InvalidDataException">It is damaged, of a type that networks do not compute with, or its external data is missing.</exception>
    public Tensor Read(TensorProto tensor)
    {
        if (tensor.Dims.Count > MostDimensions || tensor.Dims.Any(d => d < 0)) throw Damaged(tensor, $"has the shape ({string.Join(", ", tensor.Dims)})");
        long elements;
        try
        {
            elements = tensor.Dims.Aggregate(1L, (product, d) => checked(product * d));
        }
        catch (OverflowException)
        {
            throw Damaged(tensor, "has more elements than there are numbers");
        }
        if (elements > Array.MaxLength / sizeof(long)) throw Damaged(tensor, $"has {elements} elements, more than are read");
        return (DataType)tensor.DataType switch
        {
            DataType.Float => Floats(tensor, elements, sizeof(float), tensor.FloatData, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            DataType.Double => Floats(tensor, elements, sizeof(double), tensor.DoubleData.Select(d => (float)d), bytes =>
                (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            DataType.Float16 => Floats(
                tensor, elements, sizeof(ushort), tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)),
                bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            DataType.Bfloat16 => Floats(
                tensor, elements, sizeof(ushort), tensor.Int32Data.Select(bits => BitConverter.Int32BitsToSingle(bits << 16)),
                bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
            DataType.Int64 => Integers(tensor, elements, sizeof(long), tensor.Int64Data, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            DataType.Uint64 => Integers(
                tensor, elements, sizeof(long), tensor.Uint64Data.Select(v => (long)v), bytes => (long)BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
            DataType.Uint32 => Integers(
                tensor, elements, sizeof(int), tensor.Uint64Data.Select(v => (long)v), bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            DataType.Int32 => Integers(tensor, elements, sizeof(int), Small(tensor), bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            DataType.Int16 => Integers(tensor, elements, sizeof(short), Small(tensor), bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            DataType.Uint16 => Integers(tensor, elements, sizeof(short), Small(tensor), bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            DataType.Int8 => Integers(tensor, elements, 1, Small(tensor), bytes => (sbyte)bytes[0]),
            DataType.Uint8 => Integers(tensor, elements, 1, Small(tensor), bytes => bytes[0]),
            DataType.Bool => Integers(tensor, elements, 1, Small(tensor), bytes => bytes[0]).to(ScalarType.Bool),
            var other => throw Damaged(tensor, $"holds elements of type {other}, with which no network computes"),
        };
    }

    static IEnumerable<long> Small(TensorProto tensor) => tensor.Int32Data.Select(value => (long)value);

    Tensor Floats(TensorProto tensor, long elements, int size, IEnumerable<float> values, Element<float> element) =>
        Fill(tensor, ScalarType.Float32, Elements(tensor, elements, size, values, element));

    Tensor Integers(TensorProto tensor, long elements, int size, IEnumerable<long> values, Element<long> element) =>
        Fill(tensor, ScalarType.Int64, Elements(tensor, elements, size, values, element));

    T[] Elements<T>(TensorProto tensor, long elements, int size, IEnumerable<T> values, Element<T> element) where T : unmanaged
    {
        bool isExternal = tensor.DataLocation == DataLocation.External;
        if (!isExternal && tensor.RawData.IsEmpty)
        {
            T[] listed = [.. values];
            return listed.Length == elements ? listed : throw Damaged(tensor, $"has {listed.Length} numbers for the shape ({string.Join(", ", tensor.Dims)})");
        }
        var bytes = isExternal ? ExternalData.Read(folder, tensor, elements * size) : tensor.RawData.Span;
        if (bytes.Length != elements * size) throw Damaged(tensor, $"has {bytes.Length} bytes for the shape ({string.Join(", ", tensor.Dims)})");
        var read = new T[elements];
        if (BitConverter.IsLittleEndian && size == Marshal.SizeOf<T>() && (DataType)tensor.DataType is DataType.Float or DataType.Int64)
            bytes.CopyTo(MemoryMarshal.AsBytes(read.AsSpan()));
        else for (int i = 0; i < read.Length; i++) read[i] = element(bytes[(i * size)..]);
        return read;
    }

    // In memory of libtorch's own, since products round differently as memory is aligned differently.
    static Tensor Fill<T>(TensorProto tensor, ScalarType type, T[] values) where T : unmanaged
    {
        var filled = empty([.. tensor.Dims], type);
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(filled.bytes);
        return filled;
    }

    static InvalidDataException Damaged(TensorProto tensor, string what) => new($"Its tensor '{tensor.Name}' {what}.");

    delegate T Element<T>(ReadOnlySpan<byte> bytes);
}
