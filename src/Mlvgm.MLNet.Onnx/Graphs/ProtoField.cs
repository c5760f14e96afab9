using Google.Protobuf;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>A field of a protobuf message as its bytes have it, so that what is left as it is stays so to the byte.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Whole">All of its bytes.</param>
/// <param name="Content">Those after the tag; of a message, a text or bytes, those after the length, too.</param>
readonly record struct ProtoField(int Number, WireFormat.WireType Type, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether it is a message, a text or bytes.</summary>
    public bool HasLength => Type == WireFormat.WireType.LengthDelimited;

    /// <summary>Its text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Content.Span);

    /// <summary>The integers of a field that repeats, one or, packed, several.</summary>
    public IEnumerable<long> Integers => HasLength ? Packed(Content) : [new CodedInputStream(Content.ToArray()).ReadInt64()];

    /// <summary>The fields of a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is no message.</exception>
    public static IEnumerable<ProtoField> Of(ReadOnlyMemory<byte> message)
    {
        byte[] bytes = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(message, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : message.ToArray();
        var fields = new CodedInputStream(bytes);
        for (int start = 0; fields.ReadTag() is var tag and not 0; start = (int)fields.Position)
        {
            var type = WireFormat.GetTagWireType(tag);
            int content = (int)fields.Position;
            fields.SkipLastField();
            if (type == WireFormat.WireType.LengthDelimited)
            {
                while (bytes[content++] >= 0x80)
                {
                }
            }
            yield return new ProtoField(WireFormat.GetTagFieldNumber(tag), type, bytes.AsMemory(start, (int)fields.Position - start), bytes.AsMemory(content, (int)fields.Position - content));
        }
    }

    /// <summary>Writes a field of bytes, of a text or of a message.</summary>
    public static void Write(Stream message, int number, ReadOnlySpan<byte> content)
    {
        var output = new CodedOutputStream(message, leaveOpen: true);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteLength(content.Length);
        output.Flush();
        message.Write(content);
    }

    /// <summary>Writes a field of an integer.</summary>
    public static void Write(Stream message, int number, long integer)
    {
        var output = new CodedOutputStream(message, leaveOpen: true);
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt64(integer);
        output.Flush();
    }

    static IEnumerable<long> Packed(ReadOnlyMemory<byte> content)
    {
        var numbers = new CodedInputStream(content.ToArray());
        while (!numbers.IsAtEnd) yield return numbers.ReadInt64();
    }
}
