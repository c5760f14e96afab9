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

    /// <summary>Gives every linear layer seeded weights, drawn by the layer's name behind <paramref name="prefix"/>.</summary>
    public static void Initialize(Module module, ulong seed, string prefix)
    {
        foreach (var (name, part) in module.named_modules())
        {
            if (part is Linear linear) SeededInitialization.Default(linear, seed, $"{prefix}.{name}");
        }
    }
}
