using System.Runtime.InteropServices;
using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.Testing.Onnx;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>What stands in the files of a trained model. Metadata is left out: it may come to say more.</summary>
static class SavedModels
{
    /// <summary>The tensors of a safetensors file: their names and shapes, and their numbers; under their old names where a format has changed.</summary>
    public static void Tensors(this GoldenRecord golden, string name, string path, double tolerance = 1e-4, Func<string, string>? rename = null)
    {
        using var scope = NewDisposeScope();
        using var file = Safetensors.Read(path);
        var tensors = file.Tensors.Select(pair => KeyValuePair.Create(rename?.Invoke(pair.Key) ?? pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        golden.Exact($"{name}/names", [.. tensors.Select(pair => $"{pair.Key} {pair.Value.dtype} [{string.Join(',', pair.Value.shape)}]")]);
        golden.Close($"{name}/numbers", [.. tensors.SelectMany(pair => pair.Value.to(float32).data<float>().ToArray())], tolerance);
    }

    /// <summary>An ONNX graph: its nodes, inputs and outputs, and its weights.</summary>
    public static void Graph(this GoldenRecord golden, string name, string path, double tolerance = 1e-4)
    {
        var graph = GraphText.Read(path);
        golden.Exact($"{name}/nodes", graph.Lines);
        golden.Close($"{name}/weights", graph.Weights, tolerance);
    }
}
