using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.OnnxImport.Files;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>A constant of a file: an initialiser, or what was computed from constants.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Value">Its numbers.</param>
/// <param name="IsWeight">Whether it may be a weight: an initialiser of more than one number, or a copy of one.</param>
sealed record Constant(string Name, Tensor Value, bool IsWeight);

/// <summary>
/// The constants of a graph by name. Initialisers are read when they are first asked for: what a classifier needs is never read where it is cut off.
/// </summary>
sealed class Constants(GraphProto graph, TensorReader reader)
{
    readonly Dictionary<string, TensorProto> _stored = ByName(graph);
    readonly Dictionary<string, Constant> _known = new(StringComparer.Ordinal);

    public Constant? Find(string name)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        if (!_stored.TryGetValue(name, out var stored)) return null;
        var value = reader.Read(stored);
        return _known[name] = new Constant(name, value, value.is_floating_point() && value.numel() > 1);
    }

    public void Add(Constant constant) => _known[constant.Name] = constant;

    static Dictionary<string, TensorProto> ByName(GraphProto graph)
    {
        var tensors = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer) tensors[tensor.Name] = tensor;
        return tensors;
    }
}
