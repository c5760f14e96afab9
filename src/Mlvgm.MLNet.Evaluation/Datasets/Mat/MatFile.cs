using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>
/// Reads the variables of a MATLAB 5 file (little-endian, as MATLAB 6 to 7.2 save), in which Flowers-102 and Stanford Cars keep labels: numbers,
/// text, cells and structures. No maintained package reads them.
/// </summary>
static class MatFile
{
    const int HeaderBytes = 128;
    const int MostBytes = 64 << 20;
    const int MostDepth = 16;
    const int CellClass = 1;
    const int StructureClass = 2;
    const int TextClass = 4;
    const int FirstNumberClass = 6;
    const int LastNumberClass = 15;

    /// <summary>The variables by name.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or holds something else; the message says which.</exception>
    public static IReadOnlyDictionary<string, MatValue> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"it is larger than {MostBytes >> 20} MiB");
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.Length < HeaderBytes || bytes[126] != 'I' || bytes[127] != 'M' || bytes[125] != 1)
                throw new InvalidDataException("it is no little-endian MATLAB 5 file");
            var variables = new Dictionary<string, MatValue>(StringComparer.Ordinal);
            int room = MostBytes;
            for (ReadOnlyMemory<byte> rest = bytes.AsMemory(HeaderBytes); rest.Length > 0;)
            {
                var (type, content, next) = Element(rest, padded: false);
                rest = next;
                if (type == MatElement.Compressed) (type, content, _) = Element(Inflate(content, ref room), padded: false);
                if (type != MatElement.Matrix) throw new InvalidDataException($"a variable is of type {(int)type}");
                var (name, value) = Matrix(content, depth: 0);
                variables[name] = value;
            }
            return variables;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    static (MatElement Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> After) Element(ReadOnlyMemory<byte> bytes, bool padded = true)
    {
        if (bytes.Length < 8) throw new InvalidDataException("it ends early");
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span);
        if (first >> 16 is > 0 and var small)
        {
            // Four bytes at most, in the place of the length.
            if (small > 4) throw new InvalidDataException($"a small element has {small} bytes");
            return ((MatElement)(first & 0xFFFF), bytes.Slice(4, (int)small), bytes[8..]);
        }
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[4..]);
        if (length > bytes.Length - 8) throw new InvalidDataException("it ends early");
        long end = 8L + (padded ? (length + 7L) / 8 * 8 : length);
        return ((MatElement)first, bytes.Slice(8, (int)length), bytes[(int)Math.Min(end, bytes.Length)..]);
    }

    /// <param name="content">What is compressed.</param>
    /// <param name="room">Bytes that the file's variables may still take.</param>
    static byte[] Inflate(ReadOnlyMemory<byte> content, ref int room)
    {
        using var stream = new ZLibStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (read > room) throw new InvalidDataException($"its variables are larger than {MostBytes >> 20} MiB");
            room -= read;
            result.Write(buffer, 0, read);
        }
        return result.ToArray();
    }

    static (string Name, MatValue Value) Matrix(ReadOnlyMemory<byte> content, int depth)
    {
        if (depth > MostDepth) throw new InvalidDataException($"values are nested deeper than {MostDepth}");
        if (content.Length == 0) return ("", new MatNumbers([]));
        var (_, flags, afterFlags) = Element(content);
        var (sizeType, sizes, afterSizes) = Element(afterFlags);
        var (_, name, rest) = Element(afterSizes);
        int kind = flags.Length > 0 ? flags.Span[0] : 0;
        long count = Numbers(sizeType, sizes).Aggregate(1L, (product, size) => checked(product * (long)size));
        MatValue value = kind switch
        {
            CellClass => new MatCells([.. Matrices(rest, count, depth)]),
            StructureClass => Structures(rest, count, depth),
            TextClass => new MatText(Text(Element(rest))),
            >= FirstNumberClass and <= LastNumberClass => new MatNumbers(Values(Element(rest), count)),
            _ => throw new InvalidDataException($"a value is of class {kind}, which is neither numbers nor text, cells or structures"),
        };
        return (Encoding.ASCII.GetString(name.Span), value);
    }

    static IEnumerable<MatValue> Matrices(ReadOnlyMemory<byte> bytes, long count, int depth)
    {
        for (long i = 0; i < count; i++)
        {
            var (type, content, rest) = Element(bytes);
            if (type != MatElement.Matrix) throw new InvalidDataException($"a cell is of type {(int)type}");
            yield return Matrix(content, depth + 1).Value;
            bytes = rest;
        }
    }

    static MatStructures Structures(ReadOnlyMemory<byte> bytes, long count, int depth)
    {
        var (lengthType, lengthBytes, afterLength) = Element(bytes);
        var (_, names, rest) = Element(afterLength);
        int length = (int)Numbers(lengthType, lengthBytes).FirstOrDefault();
        if (length < 1 || names.Length == 0 || names.Length % length != 0) throw new InvalidDataException("the names of a structure's fields are damaged");
        string[] fields = [.. Enumerable.Range(0, names.Length / length).Select(i =>
            Encoding.ASCII.GetString(names.Span.Slice(i * length, length)).TrimEnd('\0'))];
        var structures = new List<IReadOnlyDictionary<string, MatValue>>();
        using var values = Matrices(rest, checked(count * fields.Length), depth).GetEnumerator();
        for (long i = 0; i < count; i++)
        {
            var structure = new Dictionary<string, MatValue>(StringComparer.Ordinal);
            foreach (string field in fields)
            {
                values.MoveNext();
                structure[field] = values.Current;
            }
            structures.Add(structure);
        }
        return new MatStructures(structures);
    }

    static double[] Values((MatElement Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> After) element, long count)
    {
        double[] values = Numbers(element.Type, element.Content);
        return values.Length == count ? values : throw new InvalidDataException($"an array of {count} numbers holds {values.Length}");
    }

    static string Text((MatElement Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> After) element) => element.Type switch
    {
        MatElement.Utf8 or MatElement.Int8 or MatElement.UInt8 => Encoding.UTF8.GetString(element.Content.Span),
        MatElement.Utf16 or MatElement.UInt16 => Encoding.Unicode.GetString(element.Content.Span),
        MatElement.Utf32 => Encoding.UTF32.GetString(element.Content.Span),
        _ => throw new InvalidDataException($"a text is of type {(int)element.Type}"),
    };

    static double[] Numbers(MatElement type, ReadOnlyMemory<byte> content)
    {
        (int size, Func<ReadOnlyMemory<byte>, double> read) = type switch
        {
            MatElement.Int8 => (1, new Func<ReadOnlyMemory<byte>, double>(b => (sbyte)b.Span[0])),
            MatElement.UInt8 => (1, b => b.Span[0]),
            MatElement.Int16 => (2, b => BinaryPrimitives.ReadInt16LittleEndian(b.Span)),
            MatElement.UInt16 => (2, b => BinaryPrimitives.ReadUInt16LittleEndian(b.Span)),
            MatElement.Int32 => (4, b => BinaryPrimitives.ReadInt32LittleEndian(b.Span)),
            MatElement.UInt32 => (4, b => BinaryPrimitives.ReadUInt32LittleEndian(b.Span)),
            MatElement.Single => (4, b => BinaryPrimitives.ReadSingleLittleEndian(b.Span)),
            MatElement.Double => (8, b => BinaryPrimitives.ReadDoubleLittleEndian(b.Span)),
            MatElement.Int64 => (8, b => BinaryPrimitives.ReadInt64LittleEndian(b.Span)),
            MatElement.UInt64 => (8, b => BinaryPrimitives.ReadUInt64LittleEndian(b.Span)),
            _ => throw new InvalidDataException($"numbers are of type {(int)type}"),
        };
        if (content.Length % size != 0) throw new InvalidDataException("an array of numbers ends early");
        double[] values = new double[content.Length / size];
        for (int i = 0; i < values.Length; i++) values[i] = read(content.Slice(i * size, size));
        return values;
    }
}
