using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

public sealed class StyleGan2GeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Latents_are_levels_of_one_draw_in_groups_of_four()
    {
        using var generator = TinyStyleGan2.Create();
        Assert.Equal(["w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7"], generator.Layout.Latents.Select(latent => latent.Name));
        Assert.All(generator.Layout.Latents, latent =>
        {
            Assert.Equal([12], latent.Shape);
            Assert.Equal(new TruncatedNormal(0, 1, 0.9), latent.Prior);
            Assert.Equal("z", latent.Draw);
        });
        Assert.Equal(["w0-w3", "w4-w7"], generator.Layout.Groups.Select(group => group.Name));
        Assert.Equal([4, 5, 6, 7], generator.Layout.IndicesOf("w4-w7"));
    }

    [Fact]
    public void The_full_size_has_the_papers_16_levels_in_4_groups() =>
        Assert.Equal((16, 30_276_583), (new StyleGan2Configuration().Levels, CountOfParameters(new StyleGan2Configuration())));

    [Fact]
    public void It_comes_back_from_its_file()
    {
        var sampling = new StyleGan2Sampling { TruncationPsi = 0.7, TruncationCutoff = 3, Noise = StyleGan2Noise.None, CropSize = 24, OutputSize = 10 };
        using var generator = TinyStyleGan2.Create(sampling);
        string path = _folder.File("tiny.safetensors");
        generator.Save(path);
        using var loaded = (StyleGan2Generator)GeneratorRegistry.Load(path, CPU);
        Assert.Equal((generator.Configuration, sampling, "tiny"), (loaded.Configuration, loaded.Sampling, loaded.Name));
        Assert.Equal("3x10x10", loaded.ImageShape.ToString());
        Assert.Equal(Decode(generator, Anchors(generator, 2)), Decode(loaded, Anchors(loaded, 2)));
        using var other = StyleGan2Generator.Load(path, new StyleGan2Sampling());
        Assert.Equal("3x32x32", other.ImageShape.ToString());
    }

    [Fact]
    public void Pixels_are_between_0_and_1_and_only_the_direction_of_z_matters()
    {
        using var generator = TinyStyleGan2.Create();
        var latents = Anchors(generator, 3);
        float[] images = Decode(generator, latents);
        Assert.All(images, value => Assert.InRange(value, 0f, 1f));
        Assert.True(images.Max() - images.Min() > 0.2);
        foreach (float[] values in latents.Values)
            for (int i = 0; i < values.Length; i++) values[i] *= 3;
        AssertClose(images, Decode(generator, latents), 1e-5);
    }

    [Fact]
    public void A_view_keeps_the_mapped_z_of_the_levels_it_does_not_replace()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var generator = TinyStyleGan2.Create();
        var (z, other) = (randn(2, 12, generator: Seeded()), randn(2, 12, generator: Seeded(2)));
        Tensor[] levels = [.. Enumerable.Range(0, 8).Select(level => level is >= 4 and < 8 ? other : z)];
        var (w, moved) = (generator.Map(z), generator.Map(other));
        var expected = generator.Synthesize(stack([w, w, w, w, moved, moved, moved, moved], 1));
        ParityFile.AssertWithin(expected, generator.Decode(levels), 1e-5, "spliced levels");
    }

    [Fact]
    public void Distances_are_measured_in_w_over_the_levels_of_the_span()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var generator = TinyStyleGan2.Create();
        var (z, other) = (randn(3, 12, generator: Seeded()), randn(3, 12, generator: Seeded(2)));
        var span = generator.Layout.SpanOf("w4-w7");
        var distance = (generator.ToDistanceSpace(span, other) - generator.ToDistanceSpace(span, z)).norm(1);
        // Four equal w's, so twice the distance of one (docs/method/measurement.md#monte-carlo).
        ParityFile.AssertClose(2 * (generator.Map(other) - generator.Map(z)).norm(1), distance, 1e-5, "distance");
        Assert.Equal("W", generator.DistanceSpace);
    }

    [Fact]
    public void Latents_of_one_draw_with_equal_values_are_one_tensor()
    {
        using var scope = NewDisposeScope();
        using var generator = TinyStyleGan2.Create();
        var anchors = Anchors(generator, 2);
        Assert.Single(generator.ToTensors(anchors).Distinct<Tensor>(ReferenceEqualityComparer.Instance));
        anchors.Values[6][0] += 1;
        anchors.Values[7][0] += 1;
        Assert.Equal(2, generator.ToTensors(anchors).Distinct<Tensor>(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Decoding_is_differentiable_in_every_level_and_leaves_no_tensors_behind()
    {
        using var generator = TinyStyleGan2.Create();
        using var scope = NewDisposeScope();
        Tensor[] levels = [.. Enumerable.Range(0, 8).Select(i => randn(2, 12, generator: Seeded(i)).requires_grad_())];
        generator.Decode(levels).sum().backward();
        Assert.All(levels, level => Assert.True(level.grad!.abs().max().item<float>() > 0));
        long before = scope.DisposablesCount;
        for (int i = 0; i < 3; i++)
        {
            using (no_grad()) generator.Decode(levels).Dispose();
            generator.Decode(levels).Dispose();
        }
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Random_noise_is_a_function_of_the_latents_whatever_the_batch()
    {
        using var generator = TinyStyleGan2.Create(new StyleGan2Sampling { Noise = StyleGan2Noise.Random });
        using var constant = TinyStyleGan2.Create();
        var latents = Anchors(generator, 3);
        float[] together = Decode(generator, latents);
        Assert.Equal(together, Decode(generator, latents));
        int size = generator.ImageShape.Size;
        for (int row = 0; row < 3; row++)
        {
            var alone = new LatentBatch(generator.Layout, 1);
            for (int level = 0; level < 8; level++) latents.Row(level, row).CopyTo(alone.Row(level, 0));
            AssertClose(together[(row * size)..((row + 1) * size)], Decode(generator, alone), 1e-5);
        }
        float[] fixedNoise = Decode(constant, Anchors(constant, 3));
        Assert.True(together.Zip(fixedNoise).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3);
    }

    [Theory]
    [InlineData(33, null, "no place in the centre")]
    [InlineData(31, null, "no place in the centre")]
    [InlineData(null, 0, "output size")]
    public void A_square_that_does_not_fit_is_refused(int? crop, int? output, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() =>
            TinyStyleGan2.Create(new StyleGan2Sampling { CropSize = crop, OutputSize = output })).Message, StringComparison.Ordinal);

    static Generator Seeded(int seed = 1) => new((ulong)seed);

    static LatentBatch Anchors(StyleGan2Generator generator, int count)
    {
        var batch = new LatentBatch(generator.Layout, count);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 1).SampleAnchors(0, batch);
        return batch;
    }

    static float[] Decode(StyleGan2Generator generator, LatentBatch latents)
    {
        float[] images = new float[latents.Count * generator.ImageShape.Size];
        generator.Decode(latents, images);
        return images;
    }

    static long CountOfParameters(StyleGan2Configuration configuration)
    {
        using var network = new StyleGan2Network(configuration, new StyleGan2Sampling());
        return network.parameters().Sum(parameter => parameter.numel());
    }

    static void AssertClose(float[] expected, float[] actual, double limit) =>
        Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)), 0, limit);
}
