using System.Buffers;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>An initialiser of an ONNX graph as its file has it.</summary>
sealed class StoredWeight
{
    // Of TensorProto.
    const int DimensionField = 1, TypeField = 2, SegmentField = 3, FloatsField = 4, NameField = 8, BytesField = 9, LocationField = 14;
    const long Float = 1, Int8 = 3, Float16 = 10;
    const int MostOfInt8 = 127;

    // Of fewer numbers, a scale of 32 bits costs what 8 bits spare.
    const int SmallestRow = 8;

    // What rounding to 11 significant bits may cost at most, as a share of the tensor's squares: more is lost only where numbers are too small for 16 bits.
    const double MostLost = 1.0 / (1 << 22);

    // And what rounding to 8 bits may: 2 %, where a normal distribution loses 1 %.
    const double MostLostByInt8 = 0.02 * 0.02;

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

    /// <summary>How many numbers it has.</summary>
    public double Size => _shape.Aggregate(1.0, (product, d) => product * d);

    /// <summary>Whether it is a matrix or a kernel: biases, scales and statistics have one axis, or all others are 1.</summary>
    public bool HasAxes => _shape.Count(d => d > 1) > 1;

    /// <summary>Whether its numbers have 32 bits.</summary>
    public bool IsSingle => _type == Float;

    /// <summary>Whether its numbers have 16 bits.</summary>
    public bool IsHalf => _type == Float16;

    /// <summary>The same in 16 bits; null where these cannot hold its numbers: some are beyond 65,504, or most are so small that they lose more than others do.</summary>
    /// <exception cref="InvalidDataException">Its numbers are not in it, or not as many as its shape says; the message does not name the file.</exception>
    public RoundedWeight? ToHalf()
    {
        var numbers = Numbers();
        var halves = new Half[numbers.Length];
        double lost = 0, all = 0;
        for (int i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)numbers[i];
            if (!Half.IsFinite(halves[i])) return null;
            double number = numbers[i], difference = number - (double)halves[i];
            (lost, all) = (lost + difference * difference, all + number * number);
        }
        return lost > all * MostLost ? null : new RoundedWeight(Message(Float16, MemoryMarshal.AsBytes(halves.AsSpan())), null, []);
    }

    /// <summary>The same in 8 bits, with a scale for each of the first axis; null where it is no matrix or kernel, or would lose too much.</summary>
    /// <exception cref="InvalidDataException">Its numbers are not in it, or not as many as its shape says; the message does not name the file.</exception>
    public RoundedWeight? ToInt8()
    {
        if (_shape is not ([> 1, _] or [> 1, _, _, _])) return null;
        var numbers = Numbers();
        if (numbers.Length / _shape[0] < SmallestRow) return null;
        float[] scales = new float[_shape[0]];
        sbyte[] rounded = new sbyte[numbers.Length];
        int size = numbers.Length / scales.Length;
        double lost = 0, all = 0;
        for (int row = 0; row < scales.Length; row++)
        {
            float largest = 0;
            foreach (float number in numbers.Slice(row * size, size)) largest = MathF.Max(largest, MathF.Abs(number));
            // The largest of numbers with a NaN is NaN.
            if (!float.IsFinite(largest)) return null;
            scales[row] = largest / MostOfInt8;
            if (scales[row] == 0) continue;
            for (int i = row * size; i < (row + 1) * size; i++)
            {
                rounded[i] = (sbyte)MathF.Round(numbers[i] / scales[row]);
                double number = numbers[i], difference = number - (double)(rounded[i] * scales[row]);
                (lost, all) = (lost + difference * difference, all + number * number);
            }
        }
        return lost > all * MostLostByInt8 ? null
            : new RoundedWeight(Message(Int8, MemoryMarshal.AsBytes(rounded.AsSpan())), scales, [scales.Length, .. _shape.Skip(1).Select(_ => 1L)]);
    }

    ReadOnlySpan<float> Numbers()
    {
        if (_isElsewhere) throw new InvalidDataException($"the numbers of its weight '{Name}' are not in the file: write it with all its weights in one file first");
        var numbers = MemoryMarshal.Cast<byte, float>(_numbers.WrittenSpan);
        if (_numbers.WrittenCount != numbers.Length * sizeof(float) || numbers.Length != Size)
            throw new InvalidDataException($"its weight '{Name}' has {_numbers.WrittenCount} bytes, where ({string.Join(", ", _shape)}) numbers are to be");
        return numbers;
    }

    byte[] Message(long type, ReadOnlySpan<byte> numbers)
    {
        using var result = new MemoryStream(numbers.Length + 256);
        foreach (var field in _others) result.Write(field.Whole.Span);
        ProtoField.Write(result, TypeField, type);
        ProtoField.Write(result, BytesField, numbers);
        return result.ToArray();
    }
}
