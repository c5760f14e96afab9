using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The way around a residual block: nothing, or a strided 1x1 convolution and a normalisation where width or sides change.</summary>
static class Shortcut
{
    /// <summary>The layers, torchvision's <c>downsample</c>; null where input and output have one shape.</summary>
    public static Sequential? Create(int inputs, int outputs, int stride) => stride == 1 && inputs == outputs
        ? null
        : Sequential(Conv2d(inputs, outputs, 1, stride: stride, bias: false), BatchNorm2d(outputs));

    /// <summary>[n, in, h, w] to [n, out, ⌈h/stride⌉, ⌈w/stride⌉].</summary>
    public static Tensor Apply(Sequential? layers, Tensor x, bool bfloat16)
    {
        if (layers is null) return x;
        return ((BatchNorm2d)layers[1]).forward(TrainingPrecision.Convolve((Conv2d)layers[0], x, bfloat16));
    }
}
