using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Tests.Generators.Nvae;
using Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Torch.Tests.Generators;

/// <summary>A network of random weights per registered architecture, small enough for tests. A new architecture needs a line here.</summary>
static class TinyGenerators
{
    static readonly Dictionary<string, Func<string, TorchGenerator>> Factories = new()
    {
        ["bigbigan"] = folder => BigBiGanGenerator.Load(TinyBigBiGan.Write(folder)),
        ["nvae"] = folder => NvaeGenerator.Load(TinyNvae.WriteGenerator(folder, TinyNvae.Configuration())),
        ["nvae-nvlabs"] = folder => NvlabsNvaeFile.Load(TinyNvlabs.Write(folder)),
        ["stylegan2"] = _ => TinyStyleGan2.Create(),
    };

    /// <summary>Every registered architecture.</summary>
    public static TheoryData<string> Architectures => [.. GeneratorRegistry.All.Names];

    /// <summary>Creates the network of an architecture; it may write to <paramref name="folder"/>.</summary>
    public static TorchGenerator Create(string architecture, string folder) => Factories.TryGetValue(architecture, out var create)
        ? create(folder)
        : throw new KeyNotFoundException($"Architecture '{architecture}' is registered but has no tiny network: add one to {nameof(TinyGenerators)}.");

    /// <summary>Latents of anchors, or of their positives where a strategy is given.</summary>
    public static LatentBatch Draw(LatentLayout layout, int count, ViewStrategy? strategy = null)
    {
        var sampler = new LatentSampler(layout, strategy ?? ViewStrategy.None, seed: 1);
        var (anchors, positives) = (new LatentBatch(layout, count), new LatentBatch(layout, count));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        return positives;
    }
}
