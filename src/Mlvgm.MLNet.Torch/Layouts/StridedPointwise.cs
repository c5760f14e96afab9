using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Layouts;

/// <summary>
/// A strided 1x1 convolution as the choice of every stride-th pixel and a plain 1x1 convolution, which computes the same.
/// </summary>
/// <remarks>
/// libtorch 2.10's oneDNN has a kernel for the input gradient of the strided form (brgconv_strided on AVX-512, channels innermost) that writes
/// past its memory where there are fewer than 16 input channels: the program then crashes, or goes on with a damaged heap.
/// </remarks>
static class StridedPointwise
{
    /// <summary>[n, in, h, w] to [n, out, ⌈h/stride⌉, ⌈w/stride⌉], of a weight [out, in, 1, 1], in the caller's dispose scope.</summary>
    public static Tensor Apply(Tensor input, Tensor weight, Tensor? bias, long stride)
    {
        using var scope = NewDisposeScope();
        var pixels = stride == 1 ? input : input.slice(2, 0, input.shape[2], stride).slice(3, 0, input.shape[3], stride);
        return nn.functional.conv2d(ChannelsLast.Convert(pixels), weight, bias).MoveToOuterDisposeScope();
    }
}
