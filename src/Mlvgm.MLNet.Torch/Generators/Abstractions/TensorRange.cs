using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Abstractions;

/// <summary>The range of images that are tensors.</summary>
static class TensorRange
{
    /// <summary>Refuses images that hold NaN or infinity, or values outside [0, 1]; it waits for the device.</summary>
    /// <exception cref="InvalidDataException">They do; the message says what to do.</exception>
    public static void Require(IGenerator generator, Tensor images)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        CheckedDecoding.RequireRange(generator, images.min().item<float>(), images.max().item<float>());
    }
}
