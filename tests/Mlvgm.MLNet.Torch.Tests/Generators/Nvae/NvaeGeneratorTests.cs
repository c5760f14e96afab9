using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public sealed class NvaeGeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NvaeLikelihood, int> Likelihoods => new()
    {
        { NvaeLikelihood.Bernoulli, 1 }, { NvaeLikelihood.Bernoulli, 3 }, { NvaeLikelihood.LogisticMixture, 1 }, { NvaeLikelihood.LogisticMixture, 3 },
    };

    [Theory]
    [MemberData(nameof(Likelihoods))]
    public void Its_onnx_graph_makes_the_same_images(NvaeLikelihood likelihood, int channels)
    {
        using var generator = NvaeGenerator.Load(TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration(likelihood, channels)));
        var result = generator.ExportOnnx(_folder.File("tiny.onnx"));
        Assert.InRange(result.LargestDifference!.Value, 0, 1e-4);
    }

    [Fact]
    public void Latents_are_standard_normal_spatial_and_named_in_generation_order()
    {
        using var generator = NvaeGenerator.Load(TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration()));
        Assert.Equal(["z0", "z1", "z2"], generator.Layout.Latents.Select(latent => latent.Name));
        Assert.Equal([[4, 2, 2], [2, 4, 4], [1, 8, 8]], generator.Layout.Latents.Select(latent => latent.Shape.ToArray()));
        Assert.All(generator.Layout.Latents, latent => Assert.Equal(TruncatedNormal.Standard, latent.Prior));
        Assert.Equal(0.8, generator.Temperature);
    }

    [Fact]
    public void Threads_decode_the_same_images_within_0_and_1()
    {
        using var generator = GeneratorRegistry.Load(TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration()), CPU);
        var latents = Draw(generator.Layout, 5);
        float[][] images = [.. Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(4).Select(_ =>
        {
            float[] image = new float[5 * 256];
            generator.Decode(latents, image);
            return image;
        })];
        Assert.All(images, image => Assert.Equal(images[0], image));
        Assert.All(images[0], value => Assert.InRange(value, 0f, 1f));
        Assert.True(images[0].Max() - images[0].Min() > 1e-3);
    }

    [Fact]
    public void Decoding_is_differentiable_in_every_latent_and_leaves_no_tensors_behind()
    {
        using var generator = NvaeGenerator.Load(TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration()));
        using var scope = NewDisposeScope();
        var latents = generator.ToTensors(Draw(generator.Layout, 2)).Select(latent => latent.requires_grad_()).ToArray();
        generator.Decode(latents).sum().backward();
        Assert.All(latents, latent => Assert.True(latent.grad!.abs().max().item<float>() > 0));
        long before = scope.DisposablesCount;
        using (no_grad()) generator.Decode(latents).Dispose();
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void A_file_of_an_unknown_architecture_is_refused_with_the_names_there_are()
    {
        string path = _folder.File("other.safetensors");
        using var value = ones(1);
        Safetensors.Write(path, [KeyValuePair.Create("x", value)], new Dictionary<string, string> { ["architecture"] = "vqvae" });
        var error = Assert.Throws<InvalidDataException>(() => GeneratorRegistry.Load(path, CPU));
        Assert.Contains("'vqvae'", error.Message, StringComparison.Ordinal);
        Assert.Contains("nvae", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temperature", "0")]
    [InlineData("temperature", "warm")]
    [InlineData("configuration", "{}x")]
    [InlineData("configuration", """{"imageShape":{"channels":2,"height":16,"width":16}}""")]
    [InlineData("configuration", """{"initialChannels":8}""")]
    public void A_file_whose_metadata_does_not_fit_is_refused(string key, string value)
    {
        string path = TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration());
        string bad = _folder.File("bad.safetensors");
        using (var contents = Safetensors.Read(path))
            Safetensors.Write(bad, contents.Tensors, new Dictionary<string, string>(contents.Metadata) { [key] = value });
        var error = Assert.Throws<InvalidDataException>(() => NvaeGenerator.Load(bad));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Re_estimated_statistics_make_evaluation_agree_with_batches_of_samples()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var network = new NvaeNetwork(TinyNvae.Configuration());
        NvaeInitialisation.Apply(network, seed: 2);
        var draws = new Torch.Generators.Nvae.Training.TrainingDraws(network.Configuration, CPU, seed: 4).Noise("test", 0, 500);
        double Gap()
        {
            network.Train(false);
            var stored = network.Decoder.Run(draws, new NvaeSampling(0.7));
            network.Train(true);
            var batch = network.Decoder.Run(draws, new NvaeSampling(0.7));
            return (stored - batch).abs().mean().item<float>();
        }
        double before = Gap();
        Torch.Generators.Nvae.Training.DecoderStatistics.Reestimate(
            network.Decoder, new Torch.Generators.Nvae.Training.TrainingDraws(network.Configuration, CPU, seed: 2), 0.7, 200, CancellationToken.None);
        Assert.True(Gap() < before / 5, $"The gap was {before} and is {Gap()}.");
    }

    [Fact]
    public void Converting_a_network_converts_everything_it_computes_with()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var network = new NvaeNetwork(TinyNvae.Configuration());
        NvaeInitialisation.Apply(network, seed: 2);
        network.Train(false);
        var noise = new Torch.Generators.Nvae.Training.TrainingDraws(network.Configuration, CPU, seed: 4).Noise("test", 0, 3);
        var images = linspace(0, 1, 3 * 256).view(3, 1, 16, 16);
        var (single, _) = network.Reconstruct(images, noise);
        network.Encoder.to(ScalarType.Float64);
        network.Decoder.to(ScalarType.Float64);
        var (wide, _) = network.Reconstruct(images.to(ScalarType.Float64), [.. noise.Select(n => n.to(ScalarType.Float64))]);
        Assert.Equal(ScalarType.Float64, wide.dtype);
        Assert.InRange((single - wide).abs().max().item<double>(), 0, 1e-4);
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
