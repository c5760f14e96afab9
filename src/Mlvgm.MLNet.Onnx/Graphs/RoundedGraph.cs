namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>
/// Stores the large weights of an ONNX model in 16 or 8 bits. What each was called is now the value of a conversion to float32, so that all nodes compute as before; every other byte of the graph
/// is kept. They are constants and no initialisers any more, since ML.NET refuses files that have initialisers of 16 bits.
/// </summary>
sealed class RoundedGraph
{
    /// <summary>Weights of that many numbers and fewer are left as they are.</summary>
    public const long SmallWeight = 1024;

    /// <summary>The share of a network's numbers that have 8 bits, if so many can: the smaller weights are those of its first layers, whose errors all others see, and spare little.</summary>
    const double ShareOfInt8 = 0.8;

    /// <summary>The oldest operator set whose products broadcast.</summary>
    const long OldestOperators = 7;

    const string Prefix = "mlvgm.rounded.";

    // Of ModelProto, GraphProto, NodeProto, ValueInfoProto and TensorProto.
    const int ModelGraph = 7, ModelOperators = 8, GraphNode = 1, GraphWeight = 5, GraphInput = 11, NodeOutput = 2, InfoName = 1, TensorName = 8;

    readonly Dictionary<string, RoundedWeight> _rounded = new(StringComparer.Ordinal);
    readonly List<string> _kept = [];
    bool _hadRounded;

    /// <param name="model">The model's bytes.</param>
    /// <param name="toInt8">Whether the largest have 8 bits, rather than all 16.</param>
    /// <exception cref="InvalidDataException">It has no such weights, has them in another file, or its operators are too old; the message does not name the file.</exception>
    public RoundedGraph(byte[] model, bool toInt8)
    {
        var large = new List<StoredWeight>();
        ProtoField[] fields = [.. ProtoField.Of(model)];
        foreach (var field in fields.Where(field => field is { Number: ModelOperators, HasLength: true }))
            OperatorSet.Require(field.Content, OldestOperators, "rounded weights");
        foreach (var field in fields.Where(field => field is { Number: ModelGraph, HasLength: true }).SelectMany(field => ProtoField.Of(field.Content)))
        {
            if (field is { Number: GraphWeight, HasLength: true }) Take(new StoredWeight(field.Content), large);
            _hadRounded |= field is { Number: GraphNode, HasLength: true } && ProtoField.Of(field.Content).Any(IsOurs);
        }
        Round(large, toInt8);
        if (_rounded.Count == 0) throw NothingToRound();
        Model = Rewritten(fields);
    }

    /// <summary>The model with rounded weights.</summary>
    public byte[] Model { get; }

    /// <summary>The names of those that now have 8 bits.</summary>
    public IReadOnlyList<string> Int8 => [.. _rounded.Where(weight => weight.Value.Scales is not null).Select(weight => weight.Key)];

    /// <summary>The names of those that now have 16 bits.</summary>
    public IReadOnlyList<string> Float16 => [.. _rounded.Where(weight => weight.Value.Scales is null).Select(weight => weight.Key)];

    /// <summary>The names of those that 16 bits cannot hold.</summary>
    public IReadOnlyList<string> Kept => _kept;

    static bool IsOurs(ProtoField field) => field is { Number: NodeOutput, HasLength: true } && field.Text.StartsWith(Prefix, StringComparison.Ordinal);

    void Take(StoredWeight weight, List<StoredWeight> large)
    {
        if (!(weight.Size > SmallWeight && weight.HasAxes)) return;
        _hadRounded |= weight.IsHalf;
        if (weight.IsSingle) large.Add(weight);
    }

    void Round(IReadOnlyList<StoredWeight> weights, bool toInt8)
    {
        double inInt8 = 0, wanted = toInt8 ? ShareOfInt8 * weights.Sum(weight => weight.Size) : 0;
        foreach (var weight in weights.OrderByDescending(weight => weight.Size))
        {
            if (inInt8 < wanted && weight.ToInt8() is { } eighth)
            {
                _rounded[weight.Name] = eighth;
                inInt8 += weight.Size;
            }
            else if (weight.ToHalf() is { } half) _rounded[weight.Name] = half;
            else _kept.Add(weight.Name);
        }
    }

    InvalidDataException NothingToRound() => new(
        _hadRounded ? "its weights are rounded already, to 16 bits or 8"
        : _kept.Count > 0 ? $"16 bits cannot hold {Listed(_kept)}, and there are no other large weights"
        : $"it has no weights to round: no initialiser of float32 with two axes and more than {SmallWeight:N0} numbers. Weights in Constant nodes are not touched");

    /// <summary>The first of some names.</summary>
    public static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(3).Select(name => $"'{name}'")) + (names.Count > 3 ? $" and {names.Count - 3} more" : "");

    byte[] Rewritten(IEnumerable<ProtoField> fields)
    {
        using var result = new MemoryStream();
        foreach (var field in fields)
        {
            if (field is { Number: ModelGraph, HasLength: true }) ProtoField.Write(result, ModelGraph, Graph(field.Content));
            else result.Write(field.Whole.Span);
        }
        return result.ToArray();
    }

    byte[] Graph(ReadOnlyMemory<byte> graph)
    {
        var constants = new GraphWriter(Prefix);
        foreach (var (name, weight) in _rounded)
        {
            if (weight.Scales is null) constants.ToFloat(constants.Constant(weight.Tensor), name);
            else constants.NodeTo(name, "Mul", constants.ToFloat(constants.Constant(weight.Tensor)), constants.Constant(weight.Scales, weight.ScaleShape));
        }
        using var result = new MemoryStream(graph.Length);
        result.Write(constants.ToArray());
        foreach (var field in ProtoField.Of(graph))
        {
            // Files of old formats list their weights among the inputs, too.
            bool isRounded = field.HasLength && (field.Number == GraphWeight ? IsRounded(field, TensorName) : field.Number == GraphInput && IsRounded(field, InfoName));
            if (!isRounded) result.Write(field.Whole.Span);
        }
        return result.ToArray();
    }

    bool IsRounded(ProtoField message, int nameField) =>
        ProtoField.Of(message.Content).Any(field => field.HasLength && field.Number == nameField && _rounded.ContainsKey(field.Text));
}
