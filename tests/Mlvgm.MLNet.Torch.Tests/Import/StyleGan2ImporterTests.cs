using System.Globalization;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Import;

public sealed class StyleGan2ImporterTests : IDisposable
{
    const string ExpectedSuffix = ".expected.safetensors";
    const string Prefix = "G_ema/";
    const string NoCase = "(no case)";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The network pickles of the parity folder.</summary>
    public static TheoryData<string> Pickles
    {
        get
        {
            string[] names = ParityFolder.Path is not { } folder ? [] : [.. Directory.GetFiles(folder, "*.pkl")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => File.Exists(Path.Combine(folder, name + ExpectedSuffix)))
                .Order(StringComparer.Ordinal)];
            return names.Length == 0 ? [NoCase] : [.. names];
        }
    }

    [Theory]
    [MemberData(nameof(Pickles))]
    public void Weights_are_the_references_bit_for_bit_and_so_are_images_within_rounding(string name)
    {
        Assert.SkipWhen(name == NoCase, ParityFolder.Missing);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var expected = ParityFile.Open(name + ExpectedSuffix);
        string path = ImporterRegistry.Import(ParityFolder.PathOf($"{name}.pkl"), "stylegan2", _folder.Path).ModelPath;
        using (var imported = Safetensors.Read(path))
        {
            Assert.Equal(expected.Tensors.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => key[Prefix.Length..]).Order(),
                imported.Tensors.Keys.Order());
            foreach (var (key, value) in imported.Tensors)
            {
                Assert.Equal((ScalarType.Float32, string.Join('x', expected[Prefix + key].shape)), (value.dtype, string.Join('x', value.shape)));
                Assert.True(expected[Prefix + key].bytes.SequenceEqual(value.bytes), $"{key} differs.");
            }
        }
        double psi = double.Parse(expected.Metadata["truncation_psi"], CultureInfo.InvariantCulture);
        using var network = StyleGan2GeneratorFile.Read(path, new StyleGan2Sampling { TruncationPsi = psi });
        var ws = network.MapLevels([.. Enumerable.Repeat(expected["in.z"], network.Configuration.Levels)]);
        ParityFile.AssertClose(expected["out.ws"], ws, 2e-5, "ws");
        AssertImage("out.image_const", SynthesisNoise.Constant);
        AssertImage("out.image_none", SynthesisNoise.None);

        void AssertImage(string vector, NoiseChoice noise)
        {
            double limit = 5e-5 * Math.Max(1, expected[vector].abs().max().item<float>());
            ParityFile.AssertWithin(expected[vector], network.Synthesize(expected["out.ws"], noise), limit, vector);
        }
    }

    [Fact]
    public void A_state_dictionary_within_a_checkpoint_is_found_and_its_architecture_read_off_its_shapes()
    {
        var configuration = TinyStyleGan2.Configuration with { MappingWidth = 20, ChannelBase = 300, ChannelMaximum = 24, MappingLayers = 3 };
        using var generator = StyleGan2Generator.Untrained(configuration, seed: 2);
        string own = _folder.File("own.safetensors"), other = _folder.File("other.safetensors");
        generator.Save(own);
        using (var contents = Safetensors.Read(own))
            Safetensors.Write(other, contents.Tensors.Select(pair => KeyValuePair.Create($"g_ema/{pair.Key}", pair.Value)));
        string path = ImporterRegistry.Import(other, "stylegan2", _folder.File("out")).ModelPath;
        using var imported = (StyleGan2Generator)GeneratorRegistry.Load(path, CPU);
        Assert.Equal(configuration with { ChannelBase = 288 }, imported.Configuration);
        Assert.Equal(new StyleGan2Sampling(), imported.Sampling);
    }

    [Fact]
    public void A_file_of_this_library_keeps_what_shapes_do_not_tell_and_takes_the_cars_preset()
    {
        var configuration = new StyleGan2Configuration
        {
            ZDimension = 4,
            WDimension = 4,
            MappingLayers = 1,
            ChannelBase = 512,
            ChannelMaximum = 2,
            ConvolutionClamp = 7,
            MappingMultiplier = 0.5,
        };
        using (var generator = StyleGan2Generator.Untrained(configuration, seed: 2)) generator.Save(_folder.File("cars.safetensors"));
        var result = ImporterRegistry.Import(_folder.File("cars.safetensors"), "stylegan2-cars", _folder.File("out"));
        using var imported = (StyleGan2Generator)GeneratorRegistry.Load(result.ModelPath, CPU);
        Assert.Equal((configuration, StyleGan2Sampling.Cars, "3x128x128"), (imported.Configuration, imported.Sampling, imported.ImageShape.ToString()));
        Assert.Equal((16, "w15"), (result.Model.Latents.Count, result.Model.Latents[^1].Name));
    }

    [Theory]
    [InlineData("synthesis.b8.conv0.weight", null, "synthesis.b8.conv0.weight")]
    [InlineData("mapping.w_avg", null, "mapping.w_avg")]
    [InlineData(null, "mapping.embed.weight", "class labels")]
    [InlineData(null, "synthesis.b8.skip.weight", "synthesis.b8.skip.weight")]
    [InlineData("synthesis.b4.const", null, "synthesis.b4.const")]
    public void A_network_that_is_incomplete_or_of_another_kind_is_refused(string? missing, string? extra, string reason)
    {
        using var generator = TinyStyleGan2.Create();
        string own = _folder.File("own.safetensors"), bad = _folder.File("bad.safetensors");
        generator.Save(own);
        using var value = ones(1);
        using (var contents = Safetensors.Read(own))
        {
            var tensors = contents.Tensors.Where(pair => pair.Key != missing).ToList();
            if (extra is not null) tensors.Add(KeyValuePair.Create(extra, value));
            Safetensors.Write(bad, tensors);
        }
        string folder = _folder.File("out");
        var error = Assert.Throws<InvalidDataException>(() => ImporterRegistry.Import(bad, "stylegan2", folder));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("bad.safetensors", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void The_cars_preset_needs_a_network_of_512_pixels()
    {
        string path = _folder.File("tiny.safetensors");
        using (var generator = TinyStyleGan2.Create()) generator.Save(path);
        var error = Assert.Throws<InvalidDataException>(() => ImporterRegistry.Import(path, "stylegan2-cars", _folder.File("out")));
        Assert.Contains("384", error.Message, StringComparison.Ordinal);
    }
}
