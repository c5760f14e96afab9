using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>What the heads of several frameworks have in common.</summary>
static class HeadLayers
{
    /// <summary>The two-layer predictor of SimSiam and BYOL (docs/method/frameworks.md): width to <paramref name="hidden"/> to width.</summary>
    public static Sequential Predictor(int width, int hidden) => Sequential(
        Linear(width, hidden, hasBias: false), BatchNorm1d(hidden), ReLU(inplace: true),
        Linear(hidden, width));

    /// <summary>
    /// The three-layer projector of Barlow Twins and VICReg (docs/method/frameworks.md): every layer as wide as the output, the last one alone. Biases
    /// are left out: batch normalisation, or the loss, removes what they add.
    /// </summary>
    public static Sequential Expander(int features, int width) => Sequential(
        Linear(features, width, hasBias: false), BatchNorm1d(width), ReLU(inplace: true),
        Linear(width, width, hasBias: false), BatchNorm1d(width), ReLU(inplace: true),
        Linear(width, width, hasBias: false));

    /// <summary>Gives every linear layer seeded weights, drawn by the layer's name behind <paramref name="prefix"/>.</summary>
    public static void Initialize(Module module, ulong seed, string prefix)
    {
        foreach (var (name, part) in module.named_modules())
        {
            if (part is Linear linear) SeededInitialization.Default(linear, seed, $"{prefix}.{name}");
        }
    }
}
