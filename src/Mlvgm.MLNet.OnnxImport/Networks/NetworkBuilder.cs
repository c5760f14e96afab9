using Mlvgm.MLNet.OnnxExport.Proto;
using Mlvgm.MLNet.OnnxImport.Files;
using Mlvgm.MLNet.OnnxImport.Operators;
using static Mlvgm.MLNet.OnnxExport.Proto.TensorProto.Types;

namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>
/// Makes the steps of a network from the nodes of a graph: constants are folded, and the others sorted into weights, statistics and what stays.
/// </summary>
sealed class NetworkBuilder
{
    // What gives its input as it is: of a weight, another weight.
    static readonly string[] Copies = ["Identity", "Cast", "Dropout"];

    readonly GraphCut _cut;
    readonly Func<string, int> _versionOf;
    readonly Constants _constants;
    readonly ComputeBudget _budget = new();
    readonly List<Step> _steps = [];
    readonly List<Slot> _slots = [];
    readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);

    NetworkBuilder(GraphCut cut, Constants constants, Func<string, int> versionOf) => (_cut, _constants, _versionOf) = (cut, constants, versionOf);

    /// <summary>The tensors of the network.</summary>
    public NetworkTensors Tensors { get; } = new();

    /// <summary>Builds the steps, and collects the tensors, which are in the caller's dispose scope.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="cut">The part of it that is wanted.</param>
    /// <param name="folder">The model's folder, for external data.</param>
    /// <param name="versionOf">The operator set of a domain.</param>
    /// <param name="first">Steps before all others: from slot 0 to slot 1, and so on.</param>
    /// <exception cref="InvalidDataException">The graph is damaged.</exception>
    /// <exception cref="NotSupportedException">A node has a setting that cannot be expressed.</exception>
    public static (NetworkPlan Plan, NetworkTensors Tensors) Build(
        GraphProto graph, GraphCut cut, string? folder, Func<string, int> versionOf, IReadOnlyList<Step> first)
    {
        var builder = new NetworkBuilder(cut, new Constants(graph, new TensorReader(folder)), versionOf);
        builder._slots.Add(new Slot(FromImage: true, AfterWeights: false));
        foreach (var step in first)
        {
            builder._steps.Add(step);
            builder._slots.Add(builder._slots[0]);
        }
        builder._slotOf[cut.Input.Name] = builder._slots.Count - 1;
        foreach (var node in cut.Nodes) builder.Add(node);
        if (!builder._slotOf.TryGetValue(cut.Output, out int output)) throw new InvalidDataException($"The value '{cut.Output}' does not depend on the input.");
        return (new NetworkPlan(builder._steps, builder._slots.Count, output), builder.Tensors);
    }

    void Add(NodeProto proto)
    {
        var node = new OnnxNode(proto, _versionOf(proto.Domain), name => _slotOf.ContainsKey(name) ? null : _constants.Find(name)?.Value);
        foreach (string name in proto.Input.Where(name => name.Length > 0 && !_slotOf.ContainsKey(name) && _constants.Find(name) is null))
            throw new InvalidDataException($"Node '{node.Name}' ({node.Operator}) reads the value '{name}', which nothing before it computes and the file " +
                "does not hold.");
        var layer = OnnxOperators.Find(node.Operator)!(node);
        if (!TryFold(proto, node, layer)) AddStep(proto, node, layer);
    }

    /// <summary>Computes what depends on constants alone. What is made from weights stays a step, so that they are trained, unless it is a copy.</summary>
    bool TryFold(NodeProto proto, OnnxNode node, OnnxLayer layer)
    {
        if (proto.Input.Any(_slotOf.ContainsKey)) return false;
        Constant?[] inputs = [.. proto.Input.Select(name => name.Length == 0 ? null : _constants.Find(name))];
        bool isOfWeight = inputs.Any(input => input is { IsWeight: true });
        bool isCopy = Copies.Contains(proto.OpType);
        if (isOfWeight && !layer.IsOfShape && !isCopy) return false;
        var step = new Step(node.Name, node.Operator, layer, [.. inputs.Select(input => input is null ? StepInput.None : StepInput.Of(input.Name))],
            [.. Enumerable.Range(1, proto.Output.Count)]);
        var known = inputs.OfType<Constant>().DistinctBy(input => input.Name).ToDictionary(input => input.Name, input => input.Value, StringComparer.Ordinal);
        // Weights may be stored in 16 bits, for which some readers of initialisers are not made.
        bool isStoredWeight = proto.OpType == "Constant" && (DataType?)node.TensorAttribute("value")?.DataType is DataType.Float16 or DataType.Bfloat16;
        foreach (var (name, value) in proto.Output.Zip(PlanRunner.Compute(step, known, _budget)))
            _constants.Add(new Constant(name, value, ((isCopy && isOfWeight) || (isStoredWeight && value.numel() > 1)) && value.is_floating_point()));
        return true;
    }

    void AddStep(NodeProto proto, OnnxNode node, OnnxLayer layer)
    {
        Slot[] slots = [.. proto.Input.Where(_slotOf.ContainsKey).Select(name => _slots[_slotOf[name]])];
        bool fromImage = slots.Any(slot => slot.FromImage), afterWeights = slots.Any(slot => slot.AfterWeights);
        var inputs = new List<StepInput>();
        foreach (var (at, name) in proto.Input.Index())
        {
            if (name.Length == 0 || node.Settings.Contains(at)) inputs.Add(StepInput.None);
            else if (_slotOf.TryGetValue(name, out int slot))
            {
                if (layer.Statistics.Contains(at)) throw node.Unsupported("a running statistic that the network computes");
                inputs.Add(StepInput.Of(slot));
            }
            else inputs.Add(StepInput.Of(Tensors.Add(_constants.Find(name)!, RoleOf(_constants.Find(name)!, at))));
        }
        var result = new Slot(fromImage && !layer.IsOfShape, !layer.IsOfShape && (afterWeights || (fromImage && layer.HasWeights)));
        var outputs = new List<int>();
        foreach (string name in proto.Output)
        {
            if (name.Length > 0) _slotOf[name] = _slots.Count;
            outputs.Add(_slots.Count);
            _slots.Add(result);
        }
        _steps.Add(new Step(node.Name, node.Operator, layer, inputs, outputs));

        TensorRole RoleOf(Constant constant, int at)
        {
            if (layer.Statistics.Contains(at)) return TensorRole.Statistic;
            bool isWeight = constant.Value.is_floating_point() && (layer.HasWeights || (constant.IsWeight && (afterWeights || !fromImage)));
            return isWeight ? TensorRole.Weight : TensorRole.Fixed;
        }
    }

    /// <summary>What is known of a value: whether it comes from the image, and whether weights have come into it.</summary>
    readonly record struct Slot(bool FromImage, bool AfterWeights);
}
