using System.Buffers.Binary;
using System.Text;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>Ways in which a file of states can be damaged.</summary>
static class Damage
{
    static readonly Dictionary<string, Func<byte[], byte[]>> Ways = new()
    {
        ["a bit of the header's length"] = bytes => Flip(bytes, 0),
        ["a bit of the metadata"] = bytes => Flip(bytes, Text(bytes).IndexOf("\"identity\"", StringComparison.Ordinal) + 20),
        ["a bit of the values"] = bytes => Flip(bytes, Text(bytes).IndexOf("\"values\"", StringComparison.Ordinal) + 15),
        ["a bit of the hash"] = bytes => Flip(bytes, Text(bytes).IndexOf("\"sha256\"", StringComparison.Ordinal) + 14),
        ["the first bit of the numbers"] = bytes => Flip(bytes, HeaderEnd(bytes)),
        ["a bit in the middle of the numbers"] = bytes => Flip(bytes, (HeaderEnd(bytes) + bytes.Length) / 2),
        ["the last bit"] = bytes => Flip(bytes, bytes.Length - 1),
        ["no byte left"] = _ => [],
        ["half of the header's length left"] = bytes => bytes[..4],
        ["half of the header left"] = bytes => bytes[..(HeaderEnd(bytes) / 2)],
        ["the header alone left"] = bytes => bytes[..HeaderEnd(bytes)],
        ["half left"] = bytes => bytes[..(bytes.Length / 2)],
        ["all but one byte left"] = bytes => bytes[..^1],
        ["a byte more"] = bytes => [.. bytes, 0],
        ["zeros"] = bytes => new byte[bytes.Length],
        ["another version"] = bytes => Encoding.Latin1.GetBytes(Text(bytes).Replace("mlvgm state 1", "mlvgm state 9", StringComparison.Ordinal)),
    };

    public static IReadOnlyCollection<string> Names => Ways.Keys;

    public static void Do(string name, string path)
    {
        byte[] whole = File.ReadAllBytes(path), damaged = Ways[name]([.. whole]);
        Assert.NotEqual(whole, damaged);
        File.WriteAllBytes(path, damaged);
    }

    static byte[] Flip(byte[] bytes, int place)
    {
        bytes[place] ^= 1;
        return bytes;
    }

    static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    static int HeaderEnd(byte[] bytes) => 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
