using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.OnnxImport.Operators;
using static Mlvgm.MLNet.OnnxExport.Proto.TensorProto.Types;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>The part of a graph that one value is computed from.</summary>
/// <param name="Nodes">Its nodes, in the file's order.</param>
/// <param name="Input">The one input of the graph that it reads.</param>
/// <param name="Output">The value.</param>
sealed record GraphCut(IReadOnlyList<NodeProto> Nodes, ValueInfoProto Input, string Output)
{
    const int MostNamed = 3;

    /// <param name="graph">The graph.</param>
    /// <param name="output">The value.</param>
    /// <param name="versionOf">The operator set of a domain.</param>
    /// <exception cref="InvalidDataException">The nodes are in no order in which they could be computed, or read no input or several.</exception>
    /// <exception cref="NotSupportedException">Operators are not known; the message names them all.</exception>
    public static GraphCut Of(GraphProto graph, string output, Func<string, int> versionOf)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { output };
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse())
        {
            if (!node.Output.Any(name => name.Length > 0 && needed.Contains(name))) continue;
            nodes.Add(node);
            foreach (string name in node.Input) needed.Add(name);
        }
        nodes.Reverse();
        RequireKnown(nodes, versionOf);
        return new GraphCut(nodes, OneInput(graph, needed), output);
    }

    static void RequireKnown(IEnumerable<NodeProto> nodes, Func<string, int> versionOf)
    {
        string[] unknown =
        [
            .. from node in nodes
               let name = OnnxOperators.NameOf(node.Domain, node.OpType)
               where OnnxOperators.Find(name) is null
               let flow = node.Attribute.Any(attribute => attribute.Type is AttributeProto.Types.AttributeType.Graph) ? ", which is control flow" : ""
               group $"'{(node.Name.Length > 0 ? node.Name : node.Output[0])}'" by $"{name} (operator set {versionOf(node.Domain)}{flow})" into alike
               select $"{alike.Key} of {string.Join(", ", alike.Take(MostNamed))}{(alike.Count() > MostNamed ? $" and {alike.Count() - MostNamed} more" : "")}",
        ];
        if (unknown.Length == 0) return;
        throw new NotSupportedException(
            $"It has operators that are not known: {string.Join("; ", unknown)}. {nameof(OnnxOperators)}.{nameof(OnnxOperators.Register)} adds operators; " +
                "control flow has none.");
    }

    static ValueInfoProto OneInput(GraphProto graph, HashSet<string> needed)
    {
        // Old files list their weights among the inputs.
        var weights = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => needed.Contains(input.Name) && !weights.Contains(input.Name))];
        if (inputs.Length != 1)
        {
            throw new InvalidDataException(
                $"The network has {inputs.Length} inputs ({string.Join(", ", inputs.Select(input => $"'{input.Name}'"))}), where one is expected: the images.");
        }
        var type = inputs[0].Type;
        if (type?.TensorType is null) throw new InvalidDataException($"The input '{inputs[0].Name}' is no tensor, but a sequence, a map or nothing.");
        return (DataType)type.TensorType.ElemType switch
        {
            DataType.Float or DataType.Float16 or DataType.Double or DataType.Bfloat16 => inputs[0],
            var other => throw new InvalidDataException($"The input '{inputs[0].Name}' takes elements of type {other}, where a network takes numbers with a " +
                "fraction."),
        };
    }
}
