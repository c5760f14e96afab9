using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using Mlvgm.MLNet.Torch.Import;
using Mlvgm.MLNet.Torch.Tests.Import;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public sealed class NvlabsNvaeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_latents_and_configuration_are_read_off_the_shapes()
    {
        using var generator = (NvaeGenerator)GeneratorRegistry.Load(TinyNvlabs.Write(_folder.Path), CPU);
        Assert.Equal(["z0 3x4x4", "z1 3x8x8", "z2 3x8x8"],
            generator.Layout.Latents.Select(latent => $"{latent.Name} {string.Join('x', latent.Shape)}"));
        var configuration = generator.Configuration;
        Assert.Equal([1, 2], configuration.GroupsPerScale);
        Assert.Equal((1, 2, 2, 1, 2), (configuration.CellsPerGroup, configuration.InitialChannels, configuration.Mixtures,
            configuration.ProcessBlocks, configuration.ProcessCells));
        Assert.Equal("3x16x16", generator.ImageShape.ToString());
        Assert.Equal(0.7, generator.Temperature);
    }

    [Fact]
    public void Weights_are_normalised_and_logits_ordered_as_NVlabs_does()
    {
        using var scope = NewDisposeScope();
        var state = TinyNvlabs.State();
        using var decoder = NvlabsNvaeFile.Build(state, "test");
        var weight = state["dec_tower.3.conv.weight"];
        var norm = weight.flatten(1).norm(1).view(-1, 1, 1, 1);
        var expected = state["dec_tower.3.conv.log_weight_norm"].exp() * weight / (norm + 1e-5);
        ParityFile.AssertClose(expected, decoder.Stages[1].Combiner.Weight, 1e-5, "weight");
        // Two mixtures: the second mixture's log-scale of blue is channel 2 + 9 + 3 + 2 here, and 2 + 2 * 6 + 2 + 1 in NVlabs'.
        Assert.Equal(17, NvlabsNvaeState.LogitOrder(20)[16].item<long>());
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), NvlabsNvaeState.LogitOrder(20).data<long>().ToArray().Order());
    }

    [Fact]
    public void Deviations_are_a_hundredth_larger_before_the_temperature()
    {
        using var scope = NewDisposeScope();
        var noise = tensor([2f, -1f]).view(1, 2, 1, 1);
        var prior = tensor([0.5f, 1f, 0.1f, -0.3f]).view(1, 4, 1, 1);
        var sampling = new NvaeSampling(0.5, NvlabsNvaeState.DeviationOffset);
        double Clamp(double x) => 5 * Math.Tanh(x / 5);
        Assert.Equal(2 * 1.01 * 0.5, sampling.Draw(null, noise)[0, 0, 0, 0].item<float>(), 1e-6);
        Assert.Equal(Clamp(1) - (Math.Exp(Clamp(-0.3)) + 0.01) * 0.5, sampling.Draw(prior, noise)[0, 1, 0, 0].item<float>(), 1e-6);
    }

    [Fact]
    public void A_checkpoint_comes_through_bit_for_bit_without_encoder_and_duplicates()
    {
        using var scope = NewDisposeScope();
        var state = TinyNvlabs.State();
        state["stem.weight"] = ones(2, 3, 3, 3);
        string path = _folder.File("checkpoint.pt");
        CheckpointWriter.Write(path, new Dictionary<string, IReadOnlyDictionary<string, Tensor>> { ["state_dict"] = state },
            ("args", w => w.Object("argparse", "Namespace", ("num_mixture_dec", v => v.Int(2)))));
        var result = ImporterRegistry.Import(path, "nvae", _folder.File("out"), new ImportOptions { Temperature = 0.8 });
        using var imported = Safetensors.Read(result.ModelPath);
        Assert.DoesNotContain("stem.weight", imported.Tensors.Keys);
        Assert.DoesNotContain(imported.Tensors.Keys, name => name.EndsWith("weight_normalized", StringComparison.Ordinal));
        Assert.All(imported.Tensors, pair => Assert.True(state[pair.Key].bytes.SequenceEqual(pair.Value.bytes), pair.Key));
        using var generator = (NvaeGenerator)GeneratorRegistry.Open(result.ModelPath, CPU);
        Assert.Equal(0.8, generator.Temperature);
    }

    [Theory]
    [InlineData("dec_tower.3.conv.bias", null)]
    [InlineData("dec_sampler.1.1.weight", "it has no tensor 'dec_sampler.1.1.weight'")]
    [InlineData("prior_ftr0", "it has no tensor 'prior_ftr0'")]
    [InlineData("dec_tower.4.se.se.0.bias", "it has no tensor 'dec_tower.4.se.se.0.bias'")]
    public void A_missing_tensor_is_named_and_a_missing_bias_is_zero(string name, string? reason)
    {
        using var scope = NewDisposeScope();
        var state = TinyNvlabs.State();
        state.Remove(name);
        if (reason is null) NvlabsNvaeFile.Build(state, "test").Dispose();
        else Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => NvlabsNvaeFile.Build(state, "test")).Message);
    }
}
