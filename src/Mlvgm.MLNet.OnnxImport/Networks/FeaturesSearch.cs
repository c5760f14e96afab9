using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>Finds the value with which the features leave.</summary>
/// <param name="graph">The graph.</param>
sealed class FeaturesSearch(GraphProto graph)
{
    // What a classifier does with its numbers.
    static readonly string[] After = ["Softmax", "LogSoftmax", "Sigmoid", "Identity", "Flatten", "Reshape", "Squeeze", "Dropout", "Cast"];
    const int Suggestions = 5;

    readonly Dictionary<string, NodeProto> _producers = Producers(graph);
    readonly HashSet<string> _stored = Stored(graph);

    /// <summary>The first output of the node called <paramref name="name"/>, or the value of that name.</summary>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public string Named(string name)
    {
        if (graph.Node.FirstOrDefault(node => node.Name == name) is { Output.Count: > 0 } found) return found.Output[0];
        if (_producers.ContainsKey(name)) return name;
        string last = string.Join(", ",
            graph.Node.TakeLast(Suggestions).Select(node => $"'{(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault())}'"));
        throw new ArgumentException($"The network has no node and no value '{name}'. Its last nodes are {last}.");
    }

    /// <summary>The graph's one output.</summary>
    /// <exception cref="InvalidDataException">There are several.</exception>
    public string Output() => graph.Output.Count == 1
        ? graph.Output[0].Name
        : throw new InvalidDataException(
            $"The network has {graph.Output.Count} outputs ({string.Join(", ", graph.Output.Select(output => $"'{output.Name}'"))}): name the one that is " +
                "wanted.");

    /// <summary>
    /// What goes into the classifier, which is a last product with a constant matrix, perhaps with a bias and a softmax behind it; the output where there is
    /// none.
    /// </summary>
    public string BeforeClassifier()
    {
        string output = Output(), value = output;
        while (_producers.TryGetValue(value, out var node))
        {
            if (After.Contains(node.OpType)) value = node.Input[0];
            else if (Product(node) is { } features) return features;
            else if (node is { OpType: "Add", Input: [var a, var b] } && Variable(a, b) is { } sum
                && _producers.GetValueOrDefault(sum) is { OpType: "MatMul" } inner)
                return Product(inner) ?? output;
            else break;
        }
        return output;
    }

    string? Product(NodeProto node) => node.OpType is "Gemm" or "MatMul" && node.Input.Count >= 2 && !IsConstant(node.Input[0]) && IsConstant(node.Input[1])
        ? node.Input[0] : null;

    string? Variable(string a, string b) => (IsConstant(a), IsConstant(b)) switch
    {
        (true, false) => b,
        (false, true) => a,
        _ => null,
    };

    /// <summary>Whether it is stored, or one step away from that, as a matrix is that is transposed.</summary>
    bool IsConstant(string name) => _stored.Contains(name)
        || (_producers.TryGetValue(name, out var node) && (node.OpType == "Constant" || (node.Input.Count > 0 && node.Input.All(_stored.Contains))));

    /// <summary>Initialisers, and what is stored in fewer bits, converted, and perhaps scaled.</summary>
    static HashSet<string> Stored(GraphProto graph)
    {
        HashSet<string> stored = [.. graph.Initializer.Select(tensor => tensor.Name)];
        var constants = graph.Node.Where(node => node.OpType == "Constant").SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Node.Where(node => node.OpType is "Cast" or "Mul"))
        {
            if (node.Input.All(name => stored.Contains(name) || constants.Contains(name))) stored.UnionWith(node.Output);
        }
        return stored;
    }

    static Dictionary<string, NodeProto> Producers(GraphProto graph)
    {
        var producers = new Dictionary<string, NodeProto>(StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            foreach (string name in node.Output.Where(name => name.Length > 0))
            {
                if (!producers.TryAdd(name, node)) throw new InvalidDataException($"Two nodes compute the value '{name}'.");
            }
        }
        return producers;
    }
}
