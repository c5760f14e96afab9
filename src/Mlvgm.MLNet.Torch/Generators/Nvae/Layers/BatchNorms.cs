using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>The batch normalisation of every NVAE cell.</summary>
static class BatchNorms
{
    /// <summary>Epsilon 1e-5, momentum 0.05, affine.</summary>
    public static BatchNorm2d Create(long channels) => nn.BatchNorm2d(channels, eps: 1e-5, momentum: 0.05);
}
