using Mlvgm.MLNet.Torch.Generators.StyleGan2;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

public class StyleGan2ConfigurationTests
{
    [Fact]
    public void It_comes_back_from_json()
    {
        var configuration = TinyStyleGan2.Configuration with { ConvolutionClamp = 256, MappingWidth = 20, MappingMultiplier = 0.02 };
        Assert.Equal(configuration, StyleGan2Configuration.FromJson(configuration.ToJson()));
    }

    [Fact]
    public void The_default_is_the_papers_car_network()
    {
        var configuration = new StyleGan2Configuration();
        Assert.Equal([4, 8, 16, 32, 64, 128, 256, 512], configuration.BlockResolutions);
        Assert.Equal([512, 512, 512, 512, 512, 256, 128, 64], configuration.BlockResolutions.Select(configuration.ChannelsAt));
    }

    public static TheoryData<StyleGan2Configuration, string> Bad => new()
    {
        { new StyleGan2Configuration { Resolution = 48 }, "power of two" },
        { new StyleGan2Configuration { Resolution = 4 }, "power of two" },
        { new StyleGan2Configuration { ImageChannels = 0 }, "1 to 4 channels" },
        { new StyleGan2Configuration { MappingLayers = 0 }, "1 to 64 layers" },
        { new StyleGan2Configuration { MappingMultiplier = 0 }, "multiplier" },
        { new StyleGan2Configuration { ChannelBase = 256 }, "no channel at 512" },
        { new StyleGan2Configuration { ConvolutionClamp = -1 }, "clamp" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_value_outside_its_range_is_named(StyleGan2Configuration configuration, string reason)
    {
        Assert.Contains(reason, Assert.Throws<ArgumentException>(configuration.Validate).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => StyleGan2Configuration.FromJson(configuration.ToJson()));
    }
}
