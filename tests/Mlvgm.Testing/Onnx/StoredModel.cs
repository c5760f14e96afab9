using System.Runtime.InteropServices;
using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Proto;
using static Mlvgm.MLNet.OnnxExport.Proto.TensorProto.Types;

namespace Mlvgm.Testing.Onnx;

/// <summary>An ONNX file whose weights tests look at and change.</summary>
public sealed class StoredModel
{
    readonly ModelProto _model;

    StoredModel(ModelProto model) => _model = model;

    /// <summary>The names of the initialisers, and the types of their numbers.</summary>
    public IReadOnlyList<(string Name, string Type)> Weights => [.. _model.Graph.Initializer.Select(tensor => (tensor.Name, $"{(DataType)tensor.DataType}"))];

    /// <summary>The nodes: operator, inputs, and outputs after an arrow.</summary>
    public IReadOnlyList<string> Nodes =>
        [.. _model.Graph.Node.Select(node => $"{node.OpType} {string.Join(' ', node.Input)} -> {string.Join(' ', node.Output)}")];

    public static StoredModel Read(string path) => new(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)));

    /// <summary>The numbers of a weight of 32 bits.</summary>
    public float[] Numbers(string weight) => MemoryMarshal.Cast<byte, float>(Find(weight).RawData.Span).ToArray();

    /// <summary>Changes every number of a weight of 32 bits.</summary>
    public StoredModel Change(string weight, Func<float, float> number)
    {
        Find(weight).RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(Numbers(weight).Select(number).ToArray().AsSpan()));
        return this;
    }

    /// <summary>As writers of the third version of the format have it: weights are listed among the inputs too, here number by number.</summary>
    public StoredModel AsOldFile()
    {
        _model.IrVersion = 3;
        foreach (var tensor in _model.Graph.Initializer)
        {
            var shape = new TensorShapeProto();
            shape.Dim.AddRange(tensor.Dims.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
            var type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = tensor.DataType, Shape = shape } };
            _model.Graph.Input.Add(new ValueInfoProto { Name = tensor.Name, Type = type });
            if (tensor.DataType != (int)DataType.Float) continue;
            tensor.FloatData.AddRange(Numbers(tensor.Name));
            tensor.RawData = ByteString.Empty;
        }
        return this;
    }

    public string Save(string path)
    {
        File.WriteAllBytes(path, _model.ToByteArray());
        return path;
    }

    TensorProto Find(string weight) => _model.Graph.Initializer.Single(tensor => tensor.Name == weight);
}
