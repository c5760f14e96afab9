using Google.Protobuf;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Onnx;

/// <summary>Writes a card into the metadata of an ONNX file whose every other byte is kept.</summary>
static class CardFile
{
    // Field numbers of ONNX's ModelProto and StringStringEntryProto.
    const int MetadataField = 14, KeyField = 1, ValueField = 2;

    /// <inheritdoc cref="EncoderCard.WriteInto"/>
    public static void Write(EncoderCard card, string path, string destination)
    {
        // It is an ONNX model, which says its own word.
        new Sessions.OnnxModel(path, inputShape: _ => [card.InputShape.Channels, card.InputShape.Height, card.InputShape.Width]).Dispose();
        Write(WithMetadata(File.ReadAllBytes(path), card.ToMetadata()), destination, temporary => EncoderCard.Read(temporary));
    }

    /// <summary>Writes a model that can be opened.</summary>
    /// <param name="model">Its bytes.</param>
    /// <param name="destination">The file.</param>
    /// <param name="open">Opens it as whoever uses it will: weights in files beside it must be there, and its card must fit the graph.</param>
    /// <exception cref="InvalidDataException">It cannot be opened. Nothing was written.</exception>
    public static void Write(byte[] model, string destination, Action<string> open) => AtomicFile.WriteNamed(destination, temporary =>
    {
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(model);
            stream.Flush(flushToDisk: true);
        }
        try
        {
            open(temporary);
        }
        catch (InvalidDataException e)
        {
            string message = e.Message.Replace(Path.GetFullPath(temporary), Path.GetFullPath(destination), StringComparison.Ordinal);
            throw new InvalidDataException($"{message} Nothing was written.", e);
        }
    });

    /// <summary>The model with other metadata of ours.</summary>
    public static byte[] WithMetadata(byte[] model, IReadOnlyDictionary<string, string> metadata)
    {
        using var result = new MemoryStream(model.Length + 4096);
        var fields = new CodedInputStream(model);
        while (true)
        {
            int start = (int)fields.Position;
            uint tag = fields.ReadTag();
            if (tag == 0) break;
            bool isOwn = false;
            if (WireFormat.GetTagFieldNumber(tag) == MetadataField && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                isOwn = EncoderCardMetadata.IsOfCard(KeyOf(fields.ReadBytes()));
            else fields.SkipLastField();
            if (!isOwn) result.Write(model, start, (int)fields.Position - start);
        }
        var output = new CodedOutputStream(result, leaveOpen: true);
        foreach (var (key, value) in metadata)
        {
            output.WriteTag(MetadataField, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(Entry(key, value));
        }
        output.Flush();
        return result.ToArray();
    }

    static string KeyOf(ByteString entry)
    {
        var fields = entry.CreateCodedInput();
        while (fields.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == KeyField && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited) return fields.ReadString();
            fields.SkipLastField();
        }
        return "";
    }

    static ByteString Entry(string key, string value)
    {
        using var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes, leaveOpen: true);
        foreach (var (field, text) in new[] { (KeyField, key), (ValueField, value) })
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(text);
        }
        output.Flush();
        return ByteString.CopyFrom(bytes.ToArray());
    }
}
