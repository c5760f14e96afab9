using Mlvgm.MLNet.OnnxExport.Proto;

namespace Mlvgm.MLNet.OnnxExport.Graph;

public sealed partial class OnnxGraph
{
    const string BatchDimension = "N";

    internal OnnxValue DeclareInput(string name, IReadOnlyList<long> shapeWithoutBatch)
    {
        _graph.Input.Add(Describe(name, shapeWithoutBatch));
        return new OnnxValue(name);
    }

    /// <summary>Makes <paramref name="value"/> a graph output called <paramref name="name"/>, which was reserved.</summary>
    internal void DeclareOutput(string name, OnnxValue value, IReadOnlyList<long> shapeWithoutBatch)
    {
        _graph.Output.Add(Describe(name, shapeWithoutBatch));
        bool isFree = _graph.Node.Any(node => node.Output.Contains(value.Name)) && !_graph.Output.Any(o => o.Name == value.Name);
        if (isFree) Rename(value.Name, name);
        else _graph.Node.Add(new NodeProto { OpType = "Identity", Name = $"{name}/Identity", Input = { value.Name }, Output = { name } });
    }

    void Rename(string from, string to)
    {
        foreach (var node in _graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++) if (node.Input[i] == from) node.Input[i] = to;
            for (int i = 0; i < node.Output.Count; i++) if (node.Output[i] == from) node.Output[i] = to;
        }
    }

    static ValueInfoProto Describe(string name, IReadOnlyList<long> shapeWithoutBatch)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchDimension });
        shape.Dim.AddRange(shapeWithoutBatch.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
