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

    public ModelWriter Integers(string name, params ReadOnlySpan<long> values) =>
        Tensor(name, [values.Length], TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values));

    public ModelWriter Node(string type, string[] inputs, string output)
    {
        _model.Graph.Node.Add(new NodeProto { OpType = type, Name = output, Input = { inputs }, Output = { output } });
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
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } });
        return this;
    }
}
