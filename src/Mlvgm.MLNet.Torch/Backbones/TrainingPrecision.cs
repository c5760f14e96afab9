using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// Convolutions in bf16 with weights in float32, as PyTorch's autocast computes them: what goes in is rounded, and gradients come back in float32.
/// TorchSharp 0.107 has no autocast.
/// </summary>
static class TrainingPrecision
{
    /// <summary>The convolution, in bf16 where <paramref name="bfloat16"/>; float32 and bf16 inputs are both taken.</summary>
    public static Tensor Convolve(Conv2d convolution, Tensor x, bool bfloat16)
    {
        if (!bfloat16) return convolution.forward(x);
        using var scope = NewDisposeScope();
        return nn.functional.conv2d(
            x.to(ScalarType.BFloat16), convolution.weight!.to(ScalarType.BFloat16), null, convolution.stride, convolution.padding).MoveToOuterDisposeScope();
    }
}
