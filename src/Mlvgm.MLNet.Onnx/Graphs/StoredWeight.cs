using System.Buffers;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>An initialiser of an ONNX graph as its file has it.</summary>
sealed class StoredWeight
{
    // Of TensorProto.
    const int DimensionField = 1, TypeField = 2, SegmentField = 3, FloatsField = 4, NameField = 8, BytesField = 9, LocationField = 14;
    const long Float = 1, Float16 = 10;

    // What rounding to 11 significant bits may cost at most, as a share of the tensor's squares: more is lost only where numbers are too small for 16 bits.
    const double MostLost = 1.0 / (1 << 22);

    readonly List<ProtoField> _others = [];
    readonly ArrayBufferWriter<byte> _numbers = new();
    readonly List<long> _shape = [];
    long _type;
    bool _isElsewhere;

    public StoredWeight(ReadOnlyMemory<byte> tensor)
    {
        foreach (var field in ProtoField.Of(tensor))
        {
            if (field.Number == DimensionField) _shape.AddRange(field.Integers);
            else if (field.Number == TypeField) _type = field.Integers.Last();
            else if (field.Number is FloatsField or BytesField) _numbers.Write(field.Content.Span);
            else if (field.Number == NameField) Name = field.Text;
            _isElsewhere |= field.Number == SegmentField || (field.Number == LocationField && field.Integers.Last() != 0);
            if (field.Number is not (TypeField or FloatsField or BytesField)) _others.Add(field);
        }
    }

    public string Name { get; } = "";

    /// <summary>Whether it is a matrix or a kernel of more than so many numbers: biases, scales and statistics have one axis, or all others are 1.</summary>
    public bool IsLarge(long numbers) => _shape.Count(d => d > 1) > 1 && _shape.Aggregate(1.0, (product, d) => product * d) > numbers;

    /// <summary>Whether its numbers have 32 bits.</summary>
    public bool IsSingle => _type == Float;

    /// <summary>Whether its numbers have 16 bits.</summary>
    public bool IsHalf => _type == Float16;

    /// <summary>The same in 16 bits; null where these cannot hold its numbers: some are beyond 65,504, or most are so small that they lose more than others do.</summary>
    /// <exception cref="InvalidDataException">Its numbers are not in it, or not as many as its shape says; the message does not name the file.</exception>
    public byte[]? ToHalf()
    {
        if (_isElsewhere) throw new InvalidDataException($"the numbers of its weight '{Name}' are not in the file: write it with all its weights in one file first");
        var numbers = MemoryMarshal.Cast<byte, float>(_numbers.WrittenSpan);
        if (_numbers.WrittenCount != numbers.Length * sizeof(float) || numbers.Length != _shape.Aggregate(1.0, (product, d) => product * d))
            throw new InvalidDataException($"its weight '{Name}' has {_numbers.WrittenCount} bytes, where ({string.Join(", ", _shape)}) numbers are to be");
        var halves = new Half[numbers.Length];
        double lost = 0, all = 0;
        for (int i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)numbers[i];
            if (!Half.IsFinite(halves[i])) return null;
            double number = numbers[i], difference = number - (double)halves[i];
            (lost, all) = (lost + difference * difference, all + number * number);
        }
        return lost > all * MostLost ? null : Message(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    byte[] Message(ReadOnlySpan<byte> halves)
    {
        using var result = new MemoryStream(halves.Length + 256);
        foreach (var field in _others) result.Write(field.Whole.Span);
        ProtoField.Write(result, TypeField, Float16);
        ProtoField.Write(result, BytesField, halves);
        return result.ToArray();
    }
}
