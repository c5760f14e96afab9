using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Adam as both players have it: decay rates 0.5 and 0.999, no weight decay (docs/method/measurement.md#one-iteration).</summary>
static class AdversarialAdam
{
    /// <summary>An optimiser of every parameter of <paramref name="module"/>.</summary>
    public static Adam Create(nn.Module module, double learningRate) =>
        optim.Adam(module.parameters(), learningRate, beta1: 0.5, beta2: 0.999);
}
