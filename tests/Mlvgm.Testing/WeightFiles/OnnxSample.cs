namespace Mlvgm.Testing.WeightFiles;

using static ProtoBytes;

/// <summary>An ONNX model: one linear layer, as an exporter writes it.</summary>
public static class OnnxSample
{
    public static SampleFile Create()
    {
        byte[] node = [.. Field(1, "x"), .. Field(1, "weight"), .. Field(1, "bias"), .. Field(2, "y"), .. Field(3, "layer"), .. Field(4, "Gemm"), .. TransB];
        byte[] graph =
        [
            .. Field(1, node), .. Field(2, "main"), .. Field(5, Tensor("weight", 2, 3)), .. Field(5, Tensor("bias", 2)),
            .. Field(11, Value("x", 3)), .. Field(12, Value("y", 2)),
        ];
        byte[] model =
        [
            0x08, 8, .. Field(2, "sample"), .. Field(7, graph), .. Field(8, [.. Field(1, ""), 0x10, 17]),
            .. Field(14, [.. Field(1, "licence"), .. Field(2, "MIT")]),
        ];
        return new SampleFile("onnx", model, new Dictionary<string, SampleTensor>());
    }

    /// <summary>The attribute transB = 1.</summary>
    static byte[] TransB => Field(5, [.. Field(1, "transB"), 0x18, 1, 0xa0, 0x01, 2]);

    /// <summary>An initialiser of 32-bit numbers.</summary>
    static byte[] Tensor(string name, params byte[] shape)
    {
        byte[] data = [.. Enumerable.Range(0, shape.Aggregate(1, (product, side) => product * side)).SelectMany(i => BitConverter.GetBytes(i - 0.5f))];
        return [.. shape.SelectMany(side => (byte[])[0x08, side]), 0x10, 1, .. Field(8, name), .. Field(9, data)];
    }

    /// <summary>An input or output of shape [batch, <paramref name="width"/>].</summary>
    static byte[] Value(string name, byte width)
    {
        byte[] shape = [.. Field(1, Field(2, "batch")), .. Field(1, [0x08, width])];
        return [.. Field(1, name), .. Field(2, Field(1, [0x08, 1, .. Field(2, shape)]))];
    }
}
