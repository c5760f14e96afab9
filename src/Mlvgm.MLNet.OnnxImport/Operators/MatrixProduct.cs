using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>
/// The product of matrices, looked at before: TorchSharp 0.107's <c>matmul</c> lets libtorch's exceptions through native code, which ends the process.
/// </summary>
static class MatrixProduct
{
    /// <exception cref="InvalidDataException">The two have no product.</exception>
    public static Tensor Of(LayerInputs inputs, Tensor a, Tensor b)
    {
        bool fits = a.dim() > 0 && b.dim() > 0 && a.dtype == b.dtype && a.device.ToString() == b.device.ToString()
            && a.shape[^1] == (b.dim() == 1 ? b.shape[0] : b.shape[^2]) && Broadcast(Outer(a), Outer(b));
        if (!fits) throw new InvalidDataException("The matrices have no product.");
        long[] rows = a.dim() > 1 ? [a.shape[^2]] : [], columns = b.dim() > 1 ? [b.shape[^1]] : [];
        inputs.Plan([.. Joint(Outer(a), Outer(b)), .. rows, .. columns], a.shape[^1]);
        return a.matmul(b);
    }

    static IEnumerable<long> Joint(long[] a, long[] b) =>
        Enumerable.Range(1, Math.Max(a.Length, b.Length)).Select(back => Math.Max(back <= a.Length ? a[^back] : 1, back <= b.Length ? b[^back] : 1));

    static long[] Outer(Tensor tensor) => tensor.dim() > 2 ? tensor.shape[..^2] : [];

    static bool Broadcast(long[] a, long[] b) => a.Reverse().Zip(b.Reverse()).All(pair => pair.First == pair.Second || pair.First == 1 || pair.Second == 1);
}
