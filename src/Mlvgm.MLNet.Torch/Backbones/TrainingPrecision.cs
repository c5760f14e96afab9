using Mlvgm.MLNet.OnnxImport.Layouts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// Convolutions of a backbone, in float32 or in bf16 with weights in float32, as PyTorch's autocast computes them: what goes in is rounded, and gradients
/// come back in float32. TorchSharp 0.107 has no autocast.
/// </summary>
static class TrainingPrecision
{
    /// <summary>The convolution, without bias, in bf16 where <paramref name="bfloat16"/>; float32 and bf16 inputs are both taken.</summary>
    public static Tensor Convolve(Conv2d convolution, Tensor x, bool bfloat16)
    {
        using var scope = NewDisposeScope();
        Tensor weight = convolution.weight!;
        if (bfloat16) (x, weight) = (x.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16));
        var result = weight.shape[2] == 1
            ? StridedPointwise.Apply(x, weight, bias: null, convolution.stride![0])
            : nn.functional.conv2d(x, weight, null, convolution.stride, convolution.padding);
        return result.MoveToOuterDisposeScope();
    }
}
