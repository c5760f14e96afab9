using System.Text.Json;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

/// <summary>The networks of a parity case.</summary>
static class StyleGan2Case
{
    public const string Model = "stylegan2-generator";

    /// <summary>The network, without truncation where no sampling is given.</summary>
    public static StyleGan2Network Network(ParityCase parity, StyleGan2Sampling? sampling = null)
    {
        var network = new StyleGan2Network(Configuration(parity.Config), sampling ?? new StyleGan2Sampling());
        ModuleState.Load(network, parity.Weights.Tensors, "the case");
        network.Fold();
        return network;
    }

    /// <summary>The network with the truncation of the case, at all levels or at the first ones.</summary>
    public static StyleGan2Network Truncated(ParityCase parity, bool withCutoff = false) => Network(parity, new StyleGan2Sampling
    {
        TruncationPsi = parity.Number("truncation_psi"),
        TruncationCutoff = withCutoff ? (int)parity.Number("truncation_cutoff") : null,
    });

    /// <summary>The reference's constructor arguments, with its defaults.</summary>
    public static StyleGan2Configuration Configuration(JsonElement config)
    {
        T Get<T>(string key, T fallback) => config.TryGetProperty(key, out var value) ? value.Deserialize<T>()! : fallback;
        return new StyleGan2Configuration
        {
            Resolution = Get("img_resolution", 0),
            ImageChannels = Get("img_channels", 3),
            ZDimension = Get("z_dim", 512),
            WDimension = Get("w_dim", 512),
            MappingLayers = Get("mapping_layers", 8),
            MappingWidth = Get<int?>("mapping_fmaps", null),
            MappingMultiplier = Get("lr_multiplier", 0.01),
            ChannelBase = Get("channel_base", 32768),
            ChannelMaximum = Get("channel_max", 512),
            ConvolutionClamp = Get<double?>("conv_clamp", null),
        };
    }
}
