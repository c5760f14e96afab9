using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxImport.Layouts;

/// <summary>
/// Stores images and convolution weights with channels innermost. libtorch chooses its kernels by strides, and those for this
/// layout are faster (docs/method/native-libraries.md#channels-innermost); TorchSharp has no memory_format argument, so the strides are made by permuting.
/// </summary>
/// <remarks>
/// It also avoids most of an error of oneDNN 3.7 (in libtorch 2.10) on some processors (seen on AMD Zen 5): where channels are no multiple of 16,
/// its blocked layouts are padded with what happens to be in memory, so convolutions come out wrong or NaN; with plain strides nearly always,
/// with these seldom. The environment variable ONEDNN_MAX_CPU_ISA=SSE41 avoids it altogether, at the price of slower kernels.
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
