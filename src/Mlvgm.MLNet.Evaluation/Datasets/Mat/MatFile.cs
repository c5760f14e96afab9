using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mlvgm.MLNet.Evaluation.Datasets.Mat;

/// <summary>
/// Reads the variables of a MATLAB 5 file (little-endian, as MATLAB 6 to 7.2 save), in which Flowers-102 and Stanford Cars keep labels: numbers,
/// text, cells and structures. No maintained package reads them.
/// </summary>
sealed class MatFile
{
    const int MostBytes = 64 << 20;
    const int MostDepth = 16;

    /// <summary>Values within cells and structures; a data set has some for each image.</summary>
    const int MostValues = 1 << 20;

    const int CellClass = 1;
    const int StructureClass = 2;
    const int TextClass = 4;
    const int FirstNumberClass = 6;
    const int LastNumberClass = 15;

    int _room = MostBytes;
    int _values = MostValues;

    MatFile()
    {
    }

    /// <summary>The variables by name.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or holds something else; the message says which.</exception>
    public static IReadOnlyDictionary<string, MatValue> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InvalidDataException($"it is larger than {MostBytes >> 20} MiB");
            byte[] bytes = File.ReadAllBytes(path);
            MatVersion.Check(bytes);
            return new MatFile().Variables(bytes.AsMemory(MatVersion.HeaderBytes));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    Dictionary<string, MatValue> Variables(ReadOnlyMemory<byte> rest)
    {
        var variables = new Dictionary<string, MatValue>(StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var (type, content, next) = Element(rest, padded: false);
            rest = next;
            if (type == MatElement.Compressed) (type, content, _) = Element(Inflate(content), padded: false);
            if (type != MatElement.Matrix) throw new InvalidDataException($"a variable is of type {(int)type}");
            var (name, value) = Matrix(content, depth: 0);
            variables[name] = value;
        }
        return variables;
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

    byte[] Inflate(ReadOnlyMemory<byte> content)
    {
        using var stream = new ZLibStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        for (int read; (read = Read(stream, buffer)) > 0;)
        {
            if (read > _room) throw new InvalidDataException($"its variables are larger than {MostBytes >> 20} MiB");
            _room -= read;
            result.Write(buffer, 0, read);
        }
        return result.ToArray();
    }

    static int Read(ZLibStream stream, byte[] buffer)
    {
        try
        {
            return stream.Read(buffer);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InvalidDataException("a compressed variable is damaged", e);
        }
    }

    (string Name, MatValue Value) Matrix(ReadOnlyMemory<byte> content, int depth)
    {
        if (depth > MostDepth) throw new InvalidDataException($"values are nested deeper than {MostDepth}");
        if (_values-- == 0) throw new InvalidDataException($"it holds more than {MostValues} values in cells and structures");
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

    IEnumerable<MatValue> Matrices(ReadOnlyMemory<byte> bytes, long count, int depth)
    {
        for (long i = 0; i < count; i++)
        {
            var (type, content, rest) = Element(bytes);
            if (type != MatElement.Matrix) throw new InvalidDataException($"a cell is of type {(int)type}");
            yield return Matrix(content, depth + 1).Value;
            bytes = rest;
        }
    }

    MatStructures Structures(ReadOnlyMemory<byte> bytes, long count, int depth)
    {
        var (lengthType, lengthBytes, afterLength) = Element(bytes);
        var (_, names, rest) = Element(afterLength);
        int length = Numbers(lengthType, lengthBytes) is { Count: > 0 } numbers ? (int)numbers[0] : 0;
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

    static MatNumberList Values((MatElement Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> After) element, long count)
    {
        var values = Numbers(element.Type, element.Content);
        return values.Count == count ? values : throw new InvalidDataException($"an array of {count} numbers holds {values.Count}");
    }

    static string Text((MatElement Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> After) element) => element.Type switch
    {
        MatElement.Utf8 or MatElement.Int8 or MatElement.UInt8 => Encoding.UTF8.GetString(element.Content.Span),
        MatElement.Utf16 or MatElement.UInt16 => Encoding.Unicode.GetString(element.Content.Span),
        MatElement.Utf32 => Encoding.UTF32.GetString(element.Content.Span),
        _ => throw new InvalidDataException($"a text is of type {(int)element.Type}"),
    };

    static MatNumberList Numbers(MatElement type, ReadOnlyMemory<byte> content) => new(type, content);
}
