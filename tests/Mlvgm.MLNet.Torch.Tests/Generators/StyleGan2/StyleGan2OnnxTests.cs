using Mlvgm.MLNet.Torch.Generators.StyleGan2;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

public sealed class StyleGan2OnnxTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<StyleGan2Sampling> Samplings =>
    [
        new StyleGan2Sampling { Noise = StyleGan2Noise.None },
        new StyleGan2Sampling { TruncationPsi = 0.6 },
        new StyleGan2Sampling { TruncationPsi = 0.6, TruncationCutoff = 3, CropSize = 24, OutputSize = 10 },
    ];

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Sampling_is_part_of_the_graph(StyleGan2Sampling sampling)
    {
        var configuration = TinyStyleGan2.Configuration with { ConvolutionClamp = 1.5, ImageChannels = 1, MappingWidth = 20 };
        using var generator = StyleGan2Generator.Untrained(configuration, seed: 3, sampling);
        Assert.InRange(generator.ExportOnnx(_folder.File("tiny.onnx")).LargestDifference!.Value, 0, 1e-4);
    }

    [Fact]
    public void Random_noise_has_no_graph()
    {
        using var generator = TinyStyleGan2.Create(new StyleGan2Sampling { Noise = StyleGan2Noise.Random });
        var error = Assert.Throws<NotSupportedException>(() => generator.ExportOnnx(_folder.File("tiny.onnx")));
        Assert.Contains("random noise", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
