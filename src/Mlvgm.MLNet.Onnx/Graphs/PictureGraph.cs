using Google.Protobuf;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Onnx.Graphs;

/// <summary>Puts nodes before an ONNX model, so that it takes pictures of any size, in colour, from 0 to 255; every other byte of the graph is kept.</summary>
static class PictureGraph
{
    /// <summary>The name of the new input.</summary>
    public const string InputName = "pictures";

    /// <summary>The oldest operator set whose operators do it.</summary>
    public const long OldestOperators = 11;

    const string Prefix = "mlvgm.pictures.";

    // Of ModelProto, GraphProto and ValueInfoProto.
    const int ModelGraph = 7, ModelOperators = 8, GraphInput = 11, InfoName = 1;

    // Rec. 601 luma, as grey images are made everywhere.
    static readonly float[] Luma = [0.299f, 0.587f, 0.114f];

    /// <summary>The model with the nodes.</summary>
    /// <param name="model">The model's bytes.</param>
    /// <param name="input">The name of its input.</param>
    /// <param name="batch">The only number of images that it takes; null where it takes any.</param>
    /// <param name="shape">What it takes.</param>
    /// <param name="resize">How pictures are brought to it.</param>
    /// <param name="white">The value of a white pixel.</param>
    /// <param name="mean">What is then subtracted, by channel; nothing when null.</param>
    /// <param name="deviation">What is then divided by, by channel; nothing when null.</param>
    /// <exception cref="InvalidDataException">Its operators are too old; the message does not name the file.</exception>
    public static byte[] Of(
        byte[] model, string input, int? batch, ImageShape shape, ImageResize resize, float white, IReadOnlyList<float>? mean, IReadOnlyList<float>? deviation)
    {
        using var result = new MemoryStream(model.Length + (64 << 10));
        var fields = new CodedInputStream(model);
        for (int start = 0; fields.ReadTag() is var tag and not 0; start = (int)fields.Position)
        {
            bool isMessage = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            if (isMessage && WireFormat.GetTagFieldNumber(tag) == ModelGraph)
            {
                var graph = new GraphWriter(Prefix);
                Prepare(graph, input, batch, shape, resize, white, mean, deviation);
                WriteGraph(result, [.. graph.ToArray(), .. WithoutInput(fields.ReadBytes(), input)]);
                continue;
            }
            if (isMessage && WireFormat.GetTagFieldNumber(tag) == ModelOperators) OperatorSet.Require(fields.ReadBytes().Memory, OldestOperators, "pictures of any size");
            else fields.SkipLastField();
            result.Write(model, start, (int)fields.Position - start);
        }
        return result.ToArray();
    }

    static void Prepare(
        GraphWriter graph, string input, int? batch, ImageShape shape, ImageResize resize, float white, IReadOnlyList<float>? mean, IReadOnlyList<float>? deviation)
    {
        string pictures = graph.Input(InputName, batch is { } images ? images : "N", 3, "height", "width");
        string pixels = new PictureNodes(graph, shape, resize).Resize(pictures);
        if (shape.Channels == 1) pixels = graph.Node("Conv", pixels, graph.Constant(Luma, 1, 3, 1, 1));
        pixels = graph.Node("Mul", pixels, graph.Constant([white / 255]));
        if (mean is not null) pixels = graph.Node("Sub", pixels, graph.Constant([.. mean], 1, mean.Count, 1, 1));
        if (deviation is not null) pixels = graph.Node("Div", pixels, graph.Constant([.. deviation], 1, deviation.Count, 1, 1));
        graph.NodeTo(input, "Identity", pixels);
    }

    static void WriteGraph(Stream result, byte[] graph)
    {
        var output = new CodedOutputStream(result, leaveOpen: true);
        output.WriteTag(ModelGraph, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(graph));
        output.Flush();
    }

    static byte[] WithoutInput(ByteString graph, string input)
    {
        byte[] bytes = graph.ToByteArray();
        using var result = new MemoryStream(bytes.Length);
        var fields = new CodedInputStream(bytes);
        for (int start = 0; fields.ReadTag() is var tag and not 0; start = (int)fields.Position)
        {
            bool isInput = WireFormat.GetTagFieldNumber(tag) == GraphInput && NameOf(fields.ReadBytes()) == input;
            if (WireFormat.GetTagFieldNumber(tag) != GraphInput) fields.SkipLastField();
            if (!isInput) result.Write(bytes, start, (int)fields.Position - start);
        }
        return result.ToArray();
    }

    static string NameOf(ByteString info)
    {
        var fields = info.CreateCodedInput();
        while (fields.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == InfoName) return fields.ReadString();
            fields.SkipLastField();
        }
        return "";
    }
}
