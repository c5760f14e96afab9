using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mlvgm.Testing.Datasets;

/// <summary>Writes MATLAB 5 files as the data sets have them.</summary>
public static class MatWriter
{
    const int UInt8 = 2;
    const int UInt16 = 4;
    const int Int32 = 5;
    const int UInt32 = 6;
    const int Double = 9;
    const int MatrixType = 14;
    const int CompressedType = 15;

    public static byte[] File(bool compressed, params byte[][] variables)
    {
        byte[] header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file").CopyTo(header, 0);
        (header[124], header[125], header[126], header[127]) = (0, 1, (byte)'I', (byte)'M');
        return [.. header, .. variables.SelectMany(variable => compressed ? Compress(variable) : variable)];
    }

    /// <summary>A row of bytes, such as MATLAB makes of small numbers.</summary>
    public static byte[] Bytes(string name, params byte[] values) => Matrix(9, name, [1, values.Length], Element(UInt8, values));

    /// <summary>A row of doubles stored as 16-bit numbers, as MATLAB does where they fit.</summary>
    public static byte[] Numbers(string name, params ushort[] values) =>
        Matrix(6, name, [1, values.Length], Element(UInt16, [.. values.SelectMany(BitConverter.GetBytes)]));

    public static byte[] Number(string name, double value) => Matrix(6, name, [1, 1], Element(Double, BitConverter.GetBytes(value)));

    public static byte[] Text(string name, string text) => Matrix(4, name, [1, text.Length], Element(UInt16, Encoding.Unicode.GetBytes(text)));

    public static byte[] Cells(string name, params string[] texts) => Matrix(1, name, [1, texts.Length], [.. texts.SelectMany(text => Text("", text))]);

    /// <summary>A row of cells, each an element as it is.</summary>
    public static byte[] CellsOf(string name, byte[][] cells) => Matrix(1, name, [1, cells.Length], [.. cells.SelectMany(cell => cell)]);

    /// <summary>A row of values stored as elements of any type, in a matrix of any class.</summary>
    public static byte[] Of(string name, byte kind, int count, int type, byte[] content) => Matrix(kind, name, [1, count], Element(type, content));

    /// <summary>A row of structures; each has the fields' values in order.</summary>
    public static byte[] Structures(string name, string[] fields, params byte[][][] structures)
    {
        const int NameBytes = 16;
        byte[] names = new byte[NameBytes * fields.Length];
        for (int i = 0; i < fields.Length; i++) Encoding.ASCII.GetBytes(fields[i]).CopyTo(names, NameBytes * i);
        byte[] length = [Int32, 0, 4, 0, NameBytes, 0, 0, 0];
        return Matrix(2, name, [1, structures.Length], [.. length, .. Element(1, names), .. structures.SelectMany(s => s.SelectMany(value => value))]);
    }

    static byte[] Matrix(byte kind, string name, int[] sizes, byte[] content)
    {
        byte[] flags = new byte[8];
        flags[0] = kind;
        return Element(MatrixType, [
            .. Element(UInt32, flags), .. Element(Int32, [.. sizes.SelectMany(BitConverter.GetBytes)]), .. Element(1, Encoding.ASCII.GetBytes(name)),
            .. content,
        ]);
    }

    static byte[] Element(int type, byte[] content)
    {
        byte[] element = new byte[8 + (content.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt32LittleEndian(element, type);
        BinaryPrimitives.WriteInt32LittleEndian(element.AsSpan(4), content.Length);
        content.CopyTo(element, 8);
        return element;
    }

    static byte[] Compress(byte[] variable)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(variable);
        byte[] tag = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tag, CompressedType);
        BinaryPrimitives.WriteInt32LittleEndian(tag.AsSpan(4), (int)stream.Length);
        return [.. tag, .. stream.ToArray()];
    }
}
