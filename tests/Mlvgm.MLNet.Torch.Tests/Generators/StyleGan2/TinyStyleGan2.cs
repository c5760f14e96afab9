using Mlvgm.MLNet.Torch.Generators.StyleGan2;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

/// <summary>A network of random weights, small enough for tests.</summary>
static class TinyStyleGan2
{
    public static StyleGan2Configuration Configuration { get; } = new()
    {
        Resolution = 32,
        ZDimension = 12,
        WDimension = 16,
        MappingLayers = 2,
        ChannelBase = 256,
        ChannelMaximum = 16,
    };

    public static StyleGan2Generator Create(StyleGan2Sampling? sampling = null) => StyleGan2Generator.Untrained(Configuration, seed: 5, sampling);
}
