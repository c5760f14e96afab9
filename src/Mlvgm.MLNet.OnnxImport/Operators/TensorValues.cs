using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Shapes and axes, which networks compute as small tensors of 64-bit integers on the CPU.</summary>
static class TensorValues
{
    public static long[] Integers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.cpu().to(ScalarType.Int64).contiguous().data<long>().ToArray();
    }

    public static Tensor Of(IReadOnlyList<long> values) => tensor((long[])[.. values], ScalarType.Int64);

    /// <summary>An axis counted from the front.</summary>
    public static long Axis(long axis, long rank) => axis < 0 ? axis + rank : axis;
}
