using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Layouts;

/// <summary>
/// Stores images and convolution weights with channels innermost. libtorch chooses its kernels by strides, and those for this
/// layout are faster (style.md 5.3); TorchSharp has no memory_format argument, so the strides are made by permuting.
/// </summary>
/// <remarks>
/// It also avoids an error of oneDNN in libtorch 2.10: with plain strides, one group, a kernel above 1x1, and channels that are no multiple
/// of 16, convolutions and their gradients read padding that was never zeroed, and come out wrong or NaN (seen on AVX2 and AVX-512).
/// Channels-last strides of either input or weight are enough to avoid it.
/// </remarks>
static class ChannelsLast
{
    /// <summary>The same [batch, channels, height, width] tensor with channels innermost.</summary>
    public static Tensor Convert(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <summary>Rearranges every convolution weight of <paramref name="module"/>.</summary>
    public static void Convert(Module module)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in module.parameters())
        {
            if (parameter.dim() == 4) parameter.set_(Convert(parameter));
        }
    }
}
