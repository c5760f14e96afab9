using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Torch.Tests.Backbones;

/// <summary>The registered backbones, narrow where they can be, and with blocks that do something from the start.</summary>
static class SmallBackbone
{
    public static BackboneOptions Of(string name) => BackboneRegistry.All.Find(name) switch
    {
        ResNetOptions residual => residual with { Width = 4, ZeroInitialResiduals = false },
        var other => other,
    };
}
