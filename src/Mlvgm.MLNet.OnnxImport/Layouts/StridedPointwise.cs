using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Layouts;

/// <summary>A 1x1 convolution as the choice of every stride-th pixel and a matrix product over the channels, which computes the same.</summary>
/// <remarks>
/// libtorch 2.10's oneDNN has two errors in its own kernels for it, with channels innermost on AVX-512: the input gradient of the strided form
/// (brgconv_strided) writes past its memory where there are fewer than 16 input channels; and the plain form (brgconv_1x1) divides by zero from 1024
/// channels on, on processors that do not tell it the sizes of their caches, as in virtual machines. Either ends the process.
/// </remarks>
static class StridedPointwise
{
    /// <summary>[n, in, h, w] to [n, out, ⌈h/stride⌉, ⌈w/stride⌉], of a weight [out, in, 1, 1], in the caller's dispose scope.</summary>
    public static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, long stride)
    {
        using var scope = NewDisposeScope();
        var pixels = stride == 1 ? input : input.slice(2, 0, input.shape[2], stride).slice(3, 0, input.shape[3], stride);
        // With channels innermost, which they are here, a pixel's channels are a row of the matrix.
        return nn.functional.linear(pixels.permute(0, 2, 3, 1), weight.flatten(1), bias).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
