using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Generators.Nvae;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class NvaeConfigurationTests
{
    [Fact]
    public void It_comes_back_from_json()
    {
        var configuration = TinyNvae.Configuration(NvaeLikelihood.LogisticMixture, 3) with { GroupsPerScale = [1, 2, 3], ProcessBlocks = 0 };
        string json = configuration.ToJson();
        Assert.Equal(json, NvaeConfiguration.FromJson(json).ToJson());
        Assert.Equal(["0:0", "1:0", "1:1", "2:0", "2:1", "2:2"], configuration.Levels.Select(level => level.Key));
    }

    [Fact]
    public void The_base_configuration_has_the_papers_latents()
    {
        var configuration = new NvaeConfiguration { ImageShape = new ImageShape(3, 32, 32), InitialChannels = 128 };
        Assert.Equal([(1024, 16, 4), (512, 16, 8), (256, 16, 16)],
            configuration.Levels.Select(level => (level.Channels, level.LatentChannels, level.Height)));
    }

    public static TheoryData<NvaeConfiguration, string> Bad => new()
    {
        { new NvaeConfiguration { ImageShape = new ImageShape(2, 32, 32) }, "1 or 3 channels" },
        { new NvaeConfiguration { ImageShape = new ImageShape(1, 28, 28) }, "not multiples of 8" },
        { new NvaeConfiguration { GroupsPerScale = [] }, "1 to 8 scales" },
        { new NvaeConfiguration { GroupsPerScale = [1, 0, 1] }, "GroupsPerScale (--groups) is 1,0,1; it is in [1, 64]." },
        { new NvaeConfiguration { LatentChannels = [1, 1] }, "3 scales" },
        { new NvaeConfiguration { LatentChannels = [1, 1025, 1] }, "LatentChannels (--latent-channels) is 1,1025,1; it is in [1, 1024]." },
        { new NvaeConfiguration { InitialChannels = 0 }, "InitialChannels (--width) is 0; it is in [1, 1024]." },
        { new NvaeConfiguration { ProcessBlocks = 5 }, "ProcessBlocks (--process-blocks) is 5; it is in [0, 4]." },
        { new NvaeConfiguration { Mixtures = 0 }, "Mixtures (--mixtures) is 0; it is in [1, 1024]." },
        { new NvaeConfiguration { Likelihood = (NvaeLikelihood)9 }, "Likelihood (--likelihood) is 9; it is one of " },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_value_outside_its_range_is_named(NvaeConfiguration configuration, string reason) =>
        Assert.Contains(reason, Assert.Throws<SettingsException>(configuration.Validate).Message, StringComparison.Ordinal);
}
