using System.Text;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Onnx;

/// <summary>Lists the weights of an ONNX model: the initialisers of its main graph.</summary>
static class OnnxInitializers
{
    const int GraphField = 7;
    const int InitializerField = 5;
    const int TensorCost = 800;
    const int MaximumNameLength = 64 << 10;

    /// <summary>Whether a file that begins with <paramref name="first"/> may be a model: one of its fields comes first.</summary>
    public static bool MayBegin(byte first) => first is 0x08 or 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42 or 0x72;

    /// <summary>The initialisers, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or is damaged.</exception>
    public static IReadOnlyList<TensorSummary> Read(IByteSource file, ReadBudget budget)
    {
        var tensors = new List<TensorSummary>();
        bool found = false;
        var model = new ProtoReader(file);
        while (model.Next())
        {
            if (model is not { Field: GraphField, Wire: WireType.Bytes })
            {
                model.Skip();
                continue;
            }
            found = true;
            var graph = new ProtoReader(model.ReadBytes());
            while (graph.Next())
            {
                if (graph is { Field: InitializerField, Wire: WireType.Bytes }) tensors.Add(ReadTensor(graph.ReadBytes(), budget));
                else graph.Skip();
            }
        }
        return found ? tensors : throw new InvalidDataException("it has no graph.");
    }

    static TensorSummary ReadTensor(ByteSlice message, ReadBudget budget)
    {
        budget.Charge(TensorCost);
        var data = new OnnxTensorData();
        var fields = new ProtoReader(message);
        string name = "";
        while (fields.Next())
        {
            if (fields is { Field: 8, Wire: WireType.Bytes }) name = ReadName(fields.ReadBytes(), budget);
            else if (!data.Take(fields)) fields.Skip();
        }
        data.Check(Printable.Of(name));
        return new TensorSummary(name, data.Type.Name, data.Shape);
    }

    static string ReadName(ByteSlice bytes, ReadBudget budget)
    {
        if (bytes.Length > MaximumNameLength) throw new InvalidDataException($"a tensor has a name of {bytes.Length} bytes.");
        budget.Charge(3 * bytes.Length);
        byte[] name = new byte[bytes.Length];
        bytes.Read(0, name);
        return Encoding.UTF8.GetString(name);
    }
}
