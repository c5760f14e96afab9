using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Proto;
using static Mlvgm.MLNet.OnnxExport.Proto.AttributeProto.Types;

namespace Mlvgm.MLNet.OnnxExport.Graph;

/// <summary>A named attribute of an ONNX node.</summary>
/// <example>See <c>examples/ApiTour/OwnLayers.cs</c>.</example>
public sealed class OnnxAttribute
{
    /// <summary>An integer attribute.</summary>
    public OnnxAttribute(string name, long value) => Proto = new AttributeProto { Name = name, Type = AttributeType.Int, I = value };

    /// <summary>A float attribute; ONNX stores it in single precision.</summary>
    public OnnxAttribute(string name, double value) =>
        Proto = new AttributeProto { Name = name, Type = AttributeType.Float, F = (float)value };

    /// <summary>A text attribute.</summary>
    public OnnxAttribute(string name, string value) =>
        Proto = new AttributeProto { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    /// <summary>A list of integers.</summary>
    public OnnxAttribute(string name, IEnumerable<long> values)
    {
        Proto = new AttributeProto { Name = name, Type = AttributeType.Ints };
        Proto.Ints.AddRange(values);
    }

    internal AttributeProto Proto { get; }
}
