using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.MLNet.OnnxImport.Files;

/// <summary>Reads a model's messages.</summary>
static class ModelReader
{
    const int MostMessages = 1_000_000;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no ONNX model, or is damaged.</exception>
    public static ModelProto Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no ONNX file '{path}'.", path);
        long length = new FileInfo(path).Length;
        // Pipes and devices say so, too: one would be waited for, the other read without end.
        if (length == 0) throw new InvalidDataException($"'{path}' is no ONNX model: it is empty, or a pipe or device.");
        if (length > Array.MaxLength)
            throw new InvalidDataException($"'{path}' is larger than the 2 GiB that an ONNX model may have; its weights belong into files of external data.");
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            if (MessageCount.Of(bytes, MostMessages) >= MostMessages)
                throw new InvalidDataException($"'{path}' has more than {MostMessages:N0} parts: it is damaged, or made to fill the memory.");
            var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            return model.Graph is { Output.Count: > 0 } ? model : throw new InvalidDataException($"'{path}' is no ONNX model: it has no graph with an output.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"'{path}' is no ONNX model, or is damaged: {e.Message}", e);
        }
    }
}
