using System.Runtime.InteropServices;
using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>What stands in the files of a trained model. Metadata is left out: it may come to say more.</summary>
static class SavedModels
{
    /// <summary>The tensors of a safetensors file: their names and shapes, and their numbers.</summary>
    public static void Tensors(this GoldenRecord golden, string name, string path, double tolerance = 1e-4)
    {
        using var scope = NewDisposeScope();
        using var file = Safetensors.Read(path);
        var tensors = file.Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        golden.Exact($"{name}/names", [.. tensors.Select(pair => $"{pair.Key} {pair.Value.dtype} [{string.Join(',', pair.Value.shape)}]")]);
        golden.Close($"{name}/numbers", [.. tensors.SelectMany(pair => pair.Value.to(float32).data<float>().ToArray())], tolerance);
    }

    /// <summary>An ONNX graph: its nodes, inputs and outputs, and its weights.</summary>
    public static void Graph(this GoldenRecord golden, string name, string path, double tolerance = 1e-4)
    {
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph;
        golden.Exact($"{name}/nodes",
        [
            .. graph.Input.Select(input => $"input {input}"), .. graph.Output.Select(output => $"output {output}"),
            .. graph.Node.Select(node =>
                $"{node.OpType} {string.Join(' ', node.Input)} -> {string.Join(' ', node.Output)} {string.Join(' ', node.Attribute)}".TrimEnd()),
            .. graph.Initializer.Select(tensor => $"{tensor.Name} {(TensorProto.Types.DataType)tensor.DataType} [{string.Join(',', tensor.Dims)}]"),
        ]);
        golden.Close($"{name}/weights", [.. graph.Initializer.SelectMany(Floats)], tolerance);
    }

    static float[] Floats(TensorProto tensor) => (TensorProto.Types.DataType)tensor.DataType switch
    {
        TensorProto.Types.DataType.Float => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
        TensorProto.Types.DataType.Int64 => [.. MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray().Select(value => (float)value)],
        var other => throw new NotSupportedException($"'{tensor.Name}' has the type {other}."),
    };
}
