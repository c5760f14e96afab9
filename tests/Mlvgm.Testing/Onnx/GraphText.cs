using System.Runtime.InteropServices;
using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.Testing.Onnx;

/// <summary>The graph of an ONNX file, to be compared: everything but its metadata.</summary>
public sealed class GraphText
{
    GraphText(GraphProto graph)
    {
        Lines =
        [
            .. graph.Input.Select(input => $"input {input}"), .. graph.Output.Select(output => $"output {output}"),
            .. graph.Node.Select(node =>
                $"{node.OpType} {string.Join(' ', node.Input)} -> {string.Join(' ', node.Output)} {string.Join(' ', node.Attribute)}".TrimEnd()),
            .. graph.Initializer.Select(tensor => $"{tensor.Name} {(TensorProto.Types.DataType)tensor.DataType} [{string.Join(',', tensor.Dims)}]"),
        ];
        Weights = [.. graph.Initializer.SelectMany(Numbers)];
    }

    /// <summary>Inputs, outputs, nodes with their attributes, and the names and shapes of the weights.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The numbers of every weight, in the file's order.</summary>
    public float[] Weights { get; }

    public static GraphText Read(string path) => new(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph);

    static float[] Numbers(TensorProto tensor) => (TensorProto.Types.DataType)tensor.DataType switch
    {
        TensorProto.Types.DataType.Float => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
        TensorProto.Types.DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray().Select(value => (float)value)],
        var other => throw new NotSupportedException($"'{tensor.Name}' has the type {other}."),
    };
}
