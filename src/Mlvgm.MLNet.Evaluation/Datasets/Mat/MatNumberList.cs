using System.Buffers.Binary;
using System.Collections;

namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>Numbers in the width in which they are stored: a byte that were a <see cref="double"/> would take eight.</summary>
sealed class MatNumberList : IReadOnlyList<double>
{
    readonly MatElement _type;
    readonly ReadOnlyMemory<byte> _content;
    readonly int _size;

    /// <exception cref="InvalidDataException">The type is none of numbers, or the last number is cut off.</exception>
    public MatNumberList(MatElement type, ReadOnlyMemory<byte> content)
    {
        _size = type switch
        {
            MatElement.Int8 or MatElement.UInt8 => 1,
            MatElement.Int16 or MatElement.UInt16 => 2,
            MatElement.Int32 or MatElement.UInt32 or MatElement.Single => 4,
            MatElement.Double or MatElement.Int64 or MatElement.UInt64 => 8,
            _ => throw new InvalidDataException($"numbers are of type {(int)type}"),
        };
        if (content.Length % _size != 0) throw new InvalidDataException("an array of numbers ends early");
        (_type, _content) = (type, content);
    }

    public int Count => _content.Length / _size;

    public double this[int index]
    {
        get
        {
            var bytes = _content.Span.Slice(checked(index * _size), _size);
            return _type switch
            {
                MatElement.Int8 => (sbyte)bytes[0],
                MatElement.UInt8 => bytes[0],
                MatElement.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
                MatElement.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
                MatElement.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
                MatElement.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                MatElement.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                MatElement.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
                MatElement.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            };
        }
    }

    public IEnumerator<double> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
