using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.BigBiGan;

public sealed class BigBiGanGeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Latents_are_chunks_of_z_from_a_truncated_normal_in_generation_order()
    {
        using var generator = BigBiGanGenerator.Load(TinyBigBiGan.Write(_folder.Path));
        Assert.Equal(["z0", "z1", "z2", "z3"], generator.Layout.Latents.Select(latent => latent.Name));
        Assert.All(generator.Layout.Latents, latent => Assert.Equal([3], latent.Shape));
        Assert.All(generator.Layout.Latents, latent => Assert.Equal(new TruncatedNormal(0, 1, 2), latent.Prior));
        Assert.Equal("3x32x32", generator.ImageShape.ToString());
    }

    [Fact]
    public void The_papers_network_has_six_latents_of_twenty()
    {
        var configuration = new BigBiGanConfiguration();
        configuration.Validate();
        Assert.Equal((6, 20, 148), (configuration.Latents, configuration.LatentSize, configuration.ConditionWidth));
        Assert.Equal([(1536, 1536, 8), (1536, 768, 16), (768, 384, 32), (384, 192, 64), (192, 96, 128)], Enumerable.Range(0, configuration.Blocks)
            .Select(i => (configuration.InputsOf(i), configuration.OutputsOf(i), BigBiGanConfiguration.ResolutionAfter(i))));
    }

    [Fact]
    public void Threads_decode_the_same_images_within_0_and_1_and_every_latent_changes_them()
    {
        using var generator = GeneratorRegistry.Load(TinyBigBiGan.Write(_folder.Path), CPU);
        var latents = Draw(generator.Layout, 3);
        float[][] images = [.. Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(2).Select(_ => Decode(generator, latents))];
        Assert.All(images, image => Assert.Equal(images[0], image));
        Assert.All(images[0], value => Assert.InRange(value, 0f, 1f));
        for (int i = 0; i < latents.Values.Count; i++)
        {
            latents.Values[i][0] += 1;
            Assert.NotEqual(images[0], Decode(generator, latents));
            latents.Values[i][0] -= 1;
        }
    }

    [Fact]
    public void Decoding_is_differentiable_in_every_latent_and_no_step_leaves_a_tensor_behind()
    {
        using var generator = BigBiGanGenerator.Untrained(TinyBigBiGan.Configuration, seed: 7);
        var latents = Draw(generator.Layout, 2);
        long[] live = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            Step();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        })];
        Assert.Equal(live[1], live[3]);

        void Step()
        {
            using var scope = NewDisposeScope();
            var inputs = generator.ToTensors(latents).Select(latent => latent.requires_grad_()).ToArray();
            generator.Decode(inputs).sum().backward();
            Assert.All(inputs, latent => Assert.True(latent.grad!.abs().max().item<float>() > 0));
        }
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var network = new BigBiGanNetwork(TinyBigBiGan.Configuration, new BigBiGanState(TinyBigBiGan.State(), "test"));
        network.to(ScalarType.Float64);
        Tensor[] latents = [.. Draw(new LatentLayout([.. Enumerable.Range(0, 4).Select(i => new LatentSpecification($"z{i}", [3]))]), 2).Values
            .Select(values => tensor(values, [2, 3], ScalarType.Float64).requires_grad_())];
        network.Run(latents).square().sum().backward();
        foreach (var latent in latents)
        {
            using var gradients = no_grad();
            var direction = latent.grad! / latent.grad!.norm();
            double Value(double step)
            {
                latent.add_(direction, step);
                double value = network.Run(latents).square().sum().item<double>();
                latent.add_(direction, -step);
                return value;
            }
            const double step = 1e-5;
            double expected = latent.grad!.norm().item<double>();
            Assert.Equal(expected, (Value(step) - Value(-step)) / (2 * step), 1e-3 * expected);
        }
    }

    [Theory]
    [InlineData("linear.u0", null, "lacks the tensor 'linear.u0'")]
    [InlineData("blocks.1.0.bn2.gain.weight", new long[] { 8, 9 }, "'blocks.1.0.bn2.gain.weight' has shape [8, 9], expected [8, 8]")]
    [InlineData("blocks.3.0.conv1.weight", new long[] { 1 }, "no place for, such as 'blocks.3.0.conv1.weight'")]
    public void A_state_dictionary_that_does_not_fit_is_refused_with_the_tensors_name(string name, long[]? shape, string reason)
    {
        using var scope = NewDisposeScope();
        var state = TinyBigBiGan.State();
        if (shape is null) state.Remove(name);
        else state[name] = ones(shape);
        string path = _folder.File("bad.safetensors");
        BigBiGanGeneratorFile.Write(path, TinyBigBiGan.Configuration, state);
        var error = Assert.Throws<InvalidDataException>(() => BigBiGanGenerator.Load(path));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"resolution":100}""", "the resolution is one of")]
    [InlineData("""{"channels":0}""", "channels")]
    [InlineData("""{"attentionResolutions":[7]}""", "attention acts on")]
    [InlineData("""{"attentionResolutions":null}""", "missing")]
    [InlineData("""{"width":3}""", "width")]
    [InlineData("nothing", "not valid")]
    public void A_configuration_outside_its_ranges_is_refused(string json, string reason) => Assert.Contains(
        reason, Assert.Throws<InvalidDataException>(() => BigBiGanConfiguration.FromJson(json)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_file_without_metadata_is_refused()
    {
        string path = _folder.File("plain.safetensors");
        using var value = ones(1);
        Safetensors.Write(path, [KeyValuePair.Create("x", value)], new Dictionary<string, string> { ["architecture"] = "bigbigan" });
        Assert.Contains("'configuration'", Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Load(path, CPU)).Message);
    }

    static float[] Decode(TorchGenerator generator, LatentBatch latents)
    {
        float[] images = new float[latents.Count * generator.ImageShape.Size];
        generator.Decode(latents, images);
        return images;
    }

    static LatentBatch Draw(LatentLayout layout, int count)
    {
        var batch = new LatentBatch(layout, count);
        for (int i = 0; i < layout.Latents.Count; i++)
        {
            var stream = new RandomStream(new SeedKey(1, $"test/{i}"));
            layout.Latents[i].Prior.Fill(batch.Values[i], ref stream);
        }
        return batch;
    }
}
