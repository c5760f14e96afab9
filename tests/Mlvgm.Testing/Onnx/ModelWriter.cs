using System.Runtime.InteropServices;
using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.Testing.Onnx;

/// <summary>Writes small ONNX models node by node.</summary>
public sealed class ModelWriter
{
    readonly ModelProto _model = new()
    {
        IrVersion = 8,
        Graph = new GraphProto { Name = "test" },
        OpsetImport = { new OperatorSetIdProto { Version = 17 } },
    };

    /// <summary>Writes for another version of ONNX's own operators, or for operators of another domain.</summary>
    public ModelWriter OperatorSet(long version, string domain = "")
    {
        if (_model.OpsetImport.FirstOrDefault(set => set.Domain == domain) is { } known) known.Version = version;
        else _model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    public ModelWriter Input(string name, params object[] dimensions) => Describe(_model.Graph.Input.Add, name, dimensions);

    public ModelWriter Output(string name, params object[] dimensions) => Describe(_model.Graph.Output.Add, name, dimensions);

    /// <summary>Gives an input, output or initialiser another type of numbers; the bytes of an initialiser must be of it.</summary>
    public ModelWriter Typed(string name, string type)
    {
        var number = Enum.Parse<TensorProto.Types.DataType>(type);
        foreach (var value in _model.Graph.Input.Concat(_model.Graph.Output).Where(value => value.Name == name)) value.Type.TensorType.ElemType = (int)number;
        foreach (var tensor in _model.Graph.Initializer.Where(tensor => tensor.Name == name)) tensor.DataType = (int)number;
        return this;
    }

    public ModelWriter Floats(string name, long[] shape, params ReadOnlySpan<float> values) =>
        Tensor(name, shape, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values));

    /// <summary>A weight that is stored in 16 bits, in a constant that is converted (<c>mlvgm card --weights</c> writes such files).</summary>
    public ModelWriter Halves(string name, long[] shape, params ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (int i = 0; i < halves.Length; i++) halves[i] = (Half)values[i];
        return Constant($"{name}.half", shape, TensorProto.Types.DataType.Float16, MemoryMarshal.AsBytes(halves.AsSpan())).Cast($"{name}.half", name, "Float");
    }

    /// <summary>The same in 8 bits, with a scale for each of the first axis.</summary>
    public ModelWriter Bytes(string name, long[] shape, sbyte[] numbers, params float[] scales) =>
        Constant($"{name}.byte", shape, TensorProto.Types.DataType.Int8, MemoryMarshal.AsBytes(numbers.AsSpan())).Cast($"{name}.byte", $"{name}.float", "Float")
            .Constant($"{name}.scale", [scales.Length, .. shape.Skip(1).Select(_ => 1L)], TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(scales.AsSpan()))
            .Node("Mul", [$"{name}.float", $"{name}.scale"], name);

    public ModelWriter Integers(string name, params ReadOnlySpan<long> values) =>
        Tensor(name, [values.Length], TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values));

    public ModelWriter Node(string type, string[] inputs, string output)
    {
        _model.Graph.Node.Add(new NodeProto { OpType = type, Name = output, Input = { inputs }, Output = { output } });
        return this;
    }

    /// <summary>A node of any kind.</summary>
    /// <param name="type">The operator, after its domain and a point where it has one.</param>
    /// <param name="inputs">Its inputs; empty names for those left out.</param>
    /// <param name="outputs">Its outputs; the first names the node.</param>
    /// <param name="attributes">Integers, numbers, texts, lists of integers or of numbers, or a graph, for which "graph" stands.</param>
    public ModelWriter Node(string type, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        int point = type.LastIndexOf('.');
        var node = new NodeProto
        {
            OpType = type[(point + 1)..],
            Domain = point < 0 ? "" : type[..point],
            Name = outputs[0],
            Input = { inputs },
            Output = { outputs },
        };
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _model.Graph.Node.Add(node);
        return this;
    }

    /// <summary>An initialiser whose numbers are in another file.</summary>
    public ModelWriter External(string name, long[] shape, string location, long offset = 0)
    {
        _model.Graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { shape },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData =
            {
                new StringStringEntryProto { Key = "location", Value = location },
                new StringStringEntryProto { Key = "offset", Value = FormattableString.Invariant($"{offset}") },
            },
        });
        return this;
    }

    /// <summary>Makes an input a sequence of tensors.</summary>
    public ModelWriter Sequence(string name)
    {
        var value = _model.Graph.Input.Single(input => input.Name == name);
        value.Type = new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = value.Type } };
        return this;
    }

    /// <summary>A conversion of numbers.</summary>
    public ModelWriter Cast(string input, string output, string type)
    {
        var to = new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (int)Enum.Parse<TensorProto.Types.DataType>(type) };
        _model.Graph.Node.Add(new NodeProto { OpType = "Cast", Name = output, Input = { input }, Output = { output }, Attribute = { to } });
        return this;
    }

    public ModelWriter Metadata(IReadOnlyDictionary<string, string> metadata)
    {
        foreach (var (key, value) in metadata) _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return this;
    }

    public string Save(string path)
    {
        File.WriteAllBytes(path, _model.ToByteArray());
        return path;
    }

    static AttributeProto Attribute(string name, object value) => value switch
    {
        "graph" => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Graph },
        string text => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(text) },
        int number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        double number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)number },
        int[] numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { numbers.Select(i => (long)i) } },
        double[] numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats, Floats = { numbers.Select(f => (float)f) } },
        _ => throw new NotSupportedException($"Attribute '{name}' of type {value.GetType()}."),
    };

    ModelWriter Constant(string name, long[] shape, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) };
        var value = new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor };
        _model.Graph.Node.Add(new NodeProto { OpType = "Constant", Name = name, Output = { name }, Attribute = { value } });
        return this;
    }

    ModelWriter Tensor(string name, long[] shape, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) };
        _model.Graph.Initializer.Add(tensor);
        return this;
    }

    ModelWriter Describe(Action<ValueInfoProto> add, string name, object[] dimensions)
    {
        var shape = new TensorShapeProto();
        foreach (object d in dimensions)
            shape.Dim.Add(d is string parameter
                ? new TensorShapeProto.Types.Dimension { DimParam = parameter }
                : new TensorShapeProto.Types.Dimension { DimValue = (int)d });
        // Without dimensions, nothing is said of the shape.
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = dimensions.Length == 0 ? null : shape };
        add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } });
        return this;
    }
}
