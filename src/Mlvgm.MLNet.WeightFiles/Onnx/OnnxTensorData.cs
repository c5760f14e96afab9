using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles.Onnx;

/// <summary>Type, shape and amount of data of an ONNX tensor, collected from its fields.</summary>
sealed class OnnxTensorData
{
    readonly List<long> _shape = [];
    ulong _type;
    long _rawBytes = -1;
    long _values;
    bool _external;

    public (string Name, int Size) Type => OnnxElementTypes.Find(_type);

    public long[] Shape => [.. _shape];

    /// <summary>Takes the current field if it says something about the data; false leaves it to be skipped.</summary>
    /// <exception cref="InvalidDataException">The field is damaged, or there are too many dimensions.</exception>
    public bool Take(ProtoReader fields)
    {
        switch (fields.Field, fields.Wire)
        {
            case (1, WireType.Varint): AddDimension(fields.ReadVarint()); return true;
            case (1, WireType.Bytes):
                var packed = new ProtoReader(fields.ReadBytes());
                while (packed.Left > 0) AddDimension(packed.ReadVarint());
                return true;
            case (2, WireType.Varint): _type = fields.ReadVarint(); return true;
            case (9, WireType.Bytes): _rawBytes = fields.ReadBytes().Length; return true;
            case (14, WireType.Varint): _external = fields.ReadVarint() == 1; return true;
            case (4, WireType.Bytes): _values += fields.ReadBytes().Length / 4; return true;
            case (10, WireType.Bytes): _values += fields.ReadBytes().Length / 8; return true;
            case (5 or 7 or 11, WireType.Bytes): _values += CountVarints(fields.ReadBytes()); return true;
            case (4 or 5 or 6 or 7 or 10 or 11, _):
                _values++;
                return false;
            default: return false;
        }
    }

    /// <summary>Compares the amount of data with type and shape.</summary>
    /// <exception cref="InvalidDataException">They do not match.</exception>
    public void Check(string name)
    {
        var (type, size) = Type;
        long elements = TensorShape.Elements(Shape);
        bool matches = _external || size == 0 || (_rawBytes >= 0 ? _rawBytes == elements * size : _values >= elements);
        if (!matches)
            throw new InvalidDataException($"its tensor '{name}' of shape {TensorShape.Text(Shape)} and type {type} does not match its data.");
    }

    void AddDimension(ulong dimension)
    {
        if (_shape.Count == TensorShape.MaximumRank) throw new InvalidDataException($"a tensor has more than {TensorShape.MaximumRank} dimensions.");
        _shape.Add((long)dimension);
    }

    static long CountVarints(ByteSlice bytes)
    {
        var cursor = new ByteCursor(bytes, 4096);
        long count = 0;
        while (cursor.Left > 0) if (cursor.ReadByte() < 0x80) count++;
        return count;
    }
}
