using Mlvgm.MLNet.OnnxExport.Proto;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>The ONNX graph (operator set 17) that a module is being exported to.</summary>
/// <remarks>
/// The usual operators are extension methods named as in ONNX, in <c>Mlvgm.MLNet.OnnxExport.Operators</c>;
/// <see cref="Node"/> adds any other. Values carry no shape: dimension 0 is the batch, and its size is not known until the graph runs.
/// </remarks>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public sealed partial class OnnxGraph
{
    readonly GraphProto _graph;
    readonly ModuleNames _modules;
    readonly LayerTable _layers;
    readonly UniqueNames _names = new();
    readonly Stack<string> _scopes = new([""]);

    internal OnnxGraph(nn.Module root, IEnumerable<string> reservedNames, LayerTable layers)
    {
        _layers = layers;
        _graph = new GraphProto { Name = root.GetName() };
        _modules = new ModuleNames(root);
        foreach (string name in reservedNames) _names.Take(name);
    }

    internal GraphProto Proto => _graph;

    /// <summary>Adds a module with one input and one output.</summary>
    /// <param name="module">An <see cref="IOnnxExportable"/>, or a layer of TorchSharp that the exporter knows.</param>
    /// <param name="input">The module's input.</param>
    /// <exception cref="NotSupportedException">The module is neither, or has a setting that ONNX cannot express; the message names the
    /// module's path and type.</exception>
    public OnnxValue Add(nn.Module module, OnnxValue input)
    {
        var outputs = Add(module, [input]);
        return outputs.Count == 1
            ? outputs[0]
            : throw new InvalidOperationException($"{Describe(module)} has {outputs.Count} outputs where one is expected.");
    }

    /// <summary>Adds a module with any number of inputs and outputs.</summary>
    /// <inheritdoc cref="Add(nn.Module, OnnxValue)"/>
    public IReadOnlyList<OnnxValue> Add(nn.Module module, IReadOnlyList<OnnxValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(inputs);
        _scopes.Push(_modules.PathOf(module) ?? Scoped(module.GetName(), '.'));
        try
        {
            if (module is IOnnxExportable exportable) return exportable.Export(this, inputs);
            if (_layers.Find(module) is { } layer && inputs.Count == 1) return [layer(this, module, inputs[0])];
            throw new NotSupportedException(
                $"{Describe(module)} cannot be exported to ONNX: it does not implement {nameof(IOnnxExportable)} and is none of the " +
                $"supported layers: {string.Join(", ", _layers.Names)}. Implement {nameof(IOnnxExportable)} on it " +
                "or on the module that contains it.");
        }
        finally
        {
            _scopes.Pop();
        }
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operatorType">The ONNX operator, of operator set 17.</param>
    /// <param name="inputs">Its inputs; <see cref="OnnxValue.None"/> for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The node's output.</returns>
    public OnnxValue Node(string operatorType, IReadOnlyList<OnnxValue> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operatorType);
        ArgumentNullException.ThrowIfNull(inputs);
        string name = _names.Take(Scoped(operatorType, '/'));
        var node = new NodeProto { OpType = operatorType, Name = name };
        node.Input.AddRange(inputs.Select(value => value.Name));
        node.Output.Add(name);
        foreach (var attribute in attributes) node.Attribute.Add(attribute.Proto);
        _graph.Node.Add(node);
        return new OnnxValue(name);
    }

    /// <summary>The error for a setting of the module being exported that ONNX cannot express.</summary>
    /// <param name="setting">The setting, such as <c>padding mode Reflect</c>.</param>
    public NotSupportedException Unsupported(string setting) =>
        new($"Module '{_scopes.Peek()}' cannot be exported to ONNX: {setting} is not supported.");

    string Scoped(string name, char separator) => _scopes.Peek() is { Length: > 0 } scope ? $"{scope}{separator}{name}" : name;

    string Describe(nn.Module module) => $"Module '{_scopes.Peek()}' of type {module.GetType().FullName}";
}
