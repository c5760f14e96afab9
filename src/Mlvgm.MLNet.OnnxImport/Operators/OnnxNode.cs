using Mlvgm.MLNet.OnnxExport.Proto;
using static Mlvgm.MLNet.OnnxExport.Proto.AttributeProto.Types;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>One node of an ONNX file, as its operator sees it when a network is built.</summary>
/// <example>See <c>examples/ApiTour/ImportedNetwork.cs</c>.</example>
public sealed class OnnxNode
{
    readonly NodeProto _node;
    readonly Func<string, Tensor?> _constant;
    readonly HashSet<int> _settings = [];

    internal OnnxNode(NodeProto node, int operatorSet, Func<string, Tensor?> constant) => (_node, OperatorSet, _constant) = (node, operatorSet, constant);

    /// <summary>The node's name; that of its first output where it has none.</summary>
    public string Name => _node.Name.Length > 0 ? _node.Name : _node.Output.FirstOrDefault() ?? "";

    /// <summary>The operator: <c>Conv</c>, or with its domain <c>com.example.Swish</c>.</summary>
    public string Operator => OnnxOperators.NameOf(_node.Domain, _node.OpType);

    /// <summary>The version of the operator set of its domain, which decides what its attributes mean.</summary>
    public int OperatorSet { get; }

    /// <summary>Inputs, those left out at the end not counted.</summary>
    public int InputCount => _node.Input.Count;

    /// <summary>Outputs.</summary>
    public int OutputCount => _node.Output.Count;

    internal IReadOnlySet<int> Settings => _settings;

    /// <summary>Whether it has an input of that number.</summary>
    public bool Has(int input) => input < _node.Input.Count && _node.Input[input].Length > 0;

    /// <summary>An integer attribute.</summary>
    public long Integer(string attribute, long fallback) => Find(attribute) is { } found ? Typed(found, AttributeType.Int).I : fallback;

    /// <summary>A number attribute.</summary>
    public double Number(string attribute, double fallback) => Find(attribute) is { } found ? Typed(found, AttributeType.Float).F : fallback;

    /// <summary>A text attribute.</summary>
    public string Text(string attribute, string fallback) => Find(attribute) is { } found ? Typed(found, AttributeType.String).S.ToStringUtf8() : fallback;

    /// <summary>A list of integers; null where there is none.</summary>
    public IReadOnlyList<long>? Integers(string attribute) => Find(attribute) is { } found ? [.. Typed(found, AttributeType.Ints).Ints] : null;

    /// <summary>A list of numbers; null where there is none.</summary>
    public IReadOnlyList<double>? Numbers(string attribute) =>
        Find(attribute) is { } found ? [.. Typed(found, AttributeType.Floats).Floats.Select(value => (double)value)] : null;

    /// <summary>The numbers of a constant input, which is thereby a setting of the layer and no input of it; null where it is computed or left out.</summary>
    public IReadOnlyList<double>? ConstantNumbers(int input)
    {
        if (!Has(input) || _constant(_node.Input[input]) is not { } value) return null;
        _settings.Add(input);
        using var scope = NewDisposeScope();
        return [.. value.to(ScalarType.Float64).contiguous().data<double>().ToArray()];
    }

    /// <summary>The integers of a constant input, which is thereby a setting of the layer and no input of it; null where it is computed or left out.</summary>
    public IReadOnlyList<long>? ConstantIntegers(int input)
    {
        if (!Has(input) || _constant(_node.Input[input]) is not { } value) return null;
        if (value.is_floating_point()) throw Unsupported($"input {input}, which is to be integers and is not,");
        _settings.Add(input);
        return TensorValues.Integers(value);
    }

    /// <summary>A setting that newer operator sets take as an input and older ones as an attribute; it must be constant.</summary>
    public IReadOnlyList<long>? SettingIntegers(string attribute, int input) =>
        Integers(attribute) ?? ConstantIntegers(input) ?? (Has(input) ? throw Unsupported($"'{attribute}' that the network computes") : null);

    /// <summary>A setting that newer operator sets take as an input and older ones as an attribute; it must be constant.</summary>
    public double SettingNumber(string attribute, int input, double fallback)
    {
        if (Find(attribute) is not null) return Number(attribute, fallback);
        if (!Has(input)) return fallback;
        return ConstantNumbers(input) is [var value] ? value : throw Unsupported($"'{attribute}' that is not one constant number");
    }

    /// <summary>The error for something about the node that the importer cannot express.</summary>
    /// <param name="what">What, such as <c>mode 'cubic'</c>.</param>
    public NotSupportedException Unsupported(string what) => new($"Node '{Name}' ({Operator}, operator set {OperatorSet}): {what} is not supported.");

    internal TensorProto? TensorAttribute(string attribute) => Find(attribute)?.T;

    internal bool HasAttribute(string attribute) => Find(attribute) is not null;

    AttributeProto? Find(string name) => _node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    // Files of old writers leave the type out.
    AttributeProto Typed(AttributeProto attribute, AttributeType type) => attribute.Type == type || attribute.Type == AttributeType.Undefined
        ? attribute
        : throw new InvalidDataException($"Node '{Name}' ({Operator}, operator set {OperatorSet}): attribute '{attribute.Name}' is of type " +
            $"{attribute.Type}, where {type} is expected.");
}
