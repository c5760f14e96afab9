using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>Writes nodes of an ONNX graph as its file has them, by ONNX's field numbers; the values that nodes make have names with a prefix of their own.</summary>
/// <param name="prefix">The prefix.</param>
sealed class GraphWriter(string prefix)
{
    // Of GraphProto, NodeProto, AttributeProto, TensorProto and ValueInfoProto with what is in it.
    const int GraphNode = 1, GraphInput = 11, NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeType = 4, NodeAttribute = 5;
    const int AttributeName = 1, AttributeInteger = 3, AttributeTensor = 5, AttributeType = 20, TensorDimension = 1, TensorType = 2, TensorBytes = 9;
    const int InfoName = 1, InfoType = 2, TypeTensor = 1, ElementType = 1, ShapeField = 2, Dimension = 1, DimensionValue = 1, DimensionName = 2;
    const int Float = 1, Int64 = 7, IntegerAttribute = 2, TensorAttribute = 4;

    readonly List<byte[]> _fields = [];
    int _values;

    /// <summary>What was written: fields of a graph.</summary>
    public byte[] ToArray() => [.. _fields.SelectMany(field => field)];

    /// <summary>An input of floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">Numbers, or names of what is free.</param>
    public string Input(string name, params IReadOnlyList<object> dimensions)
    {
        byte[] shape = Message(output =>
        {
            foreach (object size in dimensions)
            {
                Part(output, Dimension, Message(inner =>
                {
                    if (size is string free) Text(inner, DimensionName, free);
                    else Number(inner, DimensionValue, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture));
                }));
            }
        });
        byte[] tensor = Message(output =>
        {
            Number(output, ElementType, Float);
            Part(output, ShapeField, shape);
        });
        Write(GraphInput, Message(output =>
        {
            Text(output, InfoName, name);
            Part(output, InfoType, Message(inner => Part(inner, TypeTensor, tensor)));
        }));
        return name;
    }

    /// <summary>Floats of a shape.</summary>
    public string Constant(ReadOnlySpan<float> values, params IReadOnlyList<long> shape) => Constant(Float, MemoryMarshal.AsBytes(values).ToArray(), shape);

    /// <summary>Integers in a row.</summary>
    public string Integers(params ReadOnlySpan<long> values) => Constant(Int64, MemoryMarshal.AsBytes(values).ToArray(), [values.Length]);

    /// <summary>One integer.</summary>
    public string Integer(long value) => Constant(Int64, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)).ToArray(), []);

    /// <summary>A conversion to float.</summary>
    /// <param name="value">What is converted.</param>
    /// <param name="name">What comes out; a name of its own when null.</param>
    public string ToFloat(string value, string? name = null) => Node("Cast", [value], name ?? Name(), Attribute("to", IntegerAttribute, output => Number(output, AttributeInteger, Float)));

    /// <summary>A node without attributes.</summary>
    /// <returns>The value that it makes.</returns>
    public string Node(string type, params IReadOnlyList<string> inputs) => Node(type, inputs, Name());

    /// <summary>A node whose value has a name.</summary>
    public string NodeTo(string name, string type, params IReadOnlyList<string> inputs) => Node(type, inputs, name);

    /// <summary>A tensor of any type.</summary>
    /// <param name="tensor">Its message.</param>
    public string Constant(byte[] tensor) =>
        Node("Constant", [], Name(), Attribute("value", TensorAttribute, output => Part(output, AttributeTensor, tensor)));

    string Constant(int type, byte[] bytes, IReadOnlyList<long> shape)
    {
        byte[] tensor = Message(output =>
        {
            foreach (long size in shape) Number(output, TensorDimension, size);
            Number(output, TensorType, type);
            Part(output, TensorBytes, bytes);
        });
        return Constant(tensor);
    }

    string Node(string type, IReadOnlyList<string> inputs, string result, byte[]? attribute = null)
    {
        Write(GraphNode, Message(output =>
        {
            foreach (string input in inputs) Text(output, NodeInput, input);
            Text(output, NodeOutput, result);
            Text(output, NodeName, result);
            Text(output, NodeType, type);
            if (attribute is not null) Part(output, NodeAttribute, attribute);
        }));
        return result;
    }

    static byte[] Attribute(string name, int type, Action<CodedOutputStream> value) => Message(output =>
    {
        Text(output, AttributeName, name);
        value(output);
        Number(output, AttributeType, type);
    });

    string Name() => FormattableString.Invariant($"{prefix}{_values++}");

    void Write(int field, byte[] message) => _fields.Add(Message(output => Part(output, field, message)));

    static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes, leaveOpen: true);
        write(output);
        output.Flush();
        return bytes.ToArray();
    }

    static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    static void Part(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }
}
