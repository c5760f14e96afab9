using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.WeightFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class NvaeParityTests
{
    const double ImageLimit = 5e-5;
    const double TensorTolerance = 2e-5;
    const double GradientTolerance = 1e-3;
    const double LikelihoodTolerance = 2e-4;

    public static TheoryData<string, string> Runs => new() { { "nvae_p1", "A" }, { "nvae_p1", "B" }, { "nvae_p2", "A" }, { "nvae_p2", "B" } };

    public static TheoryData<string> Cases => ["nvae_p1", "nvae_p2"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Images_and_latents_are_the_references(string name, string run)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var c = new Case(name);
        var noise = c.Levels.Select(level => c.Vectors[$"{run}.in.eps.{level}"]).ToArray();
        var likelihood = new RgbLogisticMixture(c.Configuration.Mixtures);
        var logits = c.Network.Decoder.Run(noise[0].shape[0], (level, _, prior) =>
        {
            if (prior is not null && c.Vectors.Tensors.TryGetValue($"{run}.out.prior_params.{c.Levels[level]}", out var parameters))
                ParityFile.AssertClose(parameters, prior, TensorTolerance, $"prior {c.Levels[level]}");
            var z = prior is null ? noise[level] * c.Temperature : NvaeNormal.From(prior).Sample(noise[level], c.Temperature);
            ParityFile.AssertClose(c.Vectors[$"{run}.out.z.{c.Levels[level]}"], z, TensorTolerance, $"z {c.Levels[level]}");
            return z;
        });
        c.AssertLogits($"{run}.out.logits", logits);
        var (n, side) = (logits.shape[0], logits.shape[2]);
        ParityFile.AssertWithin(c.Vectors[$"{run}.out.mean_image"], likelihood.Mean(logits), ImageLimit, "mean image");
        ParityFile.AssertWithin(c.Vectors[$"{run}.out.image"], likelihood.Sample(logits,
            c.Vectors[$"{run}.in.u_mixture"].view(n, -1, side, side), c.Vectors[$"{run}.in.u_logistic"].view(n, 3, side, side)), ImageLimit, "sample");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_with_respect_to_the_noise_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var c = new Case(name);
        var noise = c.Levels.Select(level => c.Vectors[$"A.in.eps.{level}"].clone().requires_grad_()).ToArray();
        var image = c.Network.Likelihood.Mean(c.Network.Decoder.Run(noise, c.Temperature));
        (image * c.Vectors["A.grad.in.R"]).sum().backward();
        for (int i = 0; i < noise.Length; i++)
            ParityFile.AssertClose(c.Vectors[$"A.grad.eps.{c.Levels[i]}"], noise[i].grad!, GradientTolerance, $"gradient {c.Levels[i]}");
    }

    // nvae_p2 has normalising flows on its posterior, which this network leaves out: they are not used when sampling.
    [Theory]
    [InlineData("nvae_p1")]
    public void The_posterior_path_is_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var c = new Case(name);
        var images = c.Vectors["E.in.x"];
        var noise = c.Levels.Select(level => c.Vectors[$"E.in.eps.{level}"]).ToArray();
        var (logits, divergences) = c.Network.Reconstruct(images, noise);
        c.AssertLogits("E.out.logits", logits);
        ParityFile.AssertClose(c.Vectors["E.out.kl_terms"], stack(divergences, 1), LikelihoodTolerance, "divergences");
        ParityFile.AssertClose(c.Vectors["E.out.nll"], -c.Network.Likelihood.LogProbability(logits, images), LikelihoodTolerance, "likelihood");
        var (means, _) = c.Network.Reconstruct(images, null);
        ParityFile.AssertWithin(c.Vectors["E.out.recon_deterministic"], c.Network.Likelihood.Mean(means), ImageLimit, "reconstruction");
    }

    sealed class Case : IDisposable
    {
        readonly SafetensorsContents _weights;

        public Case(string name)
        {
            _weights = ParityFile.Open($"{name}.weights.safetensors");
            Vectors = ParityFile.Open($"{name}.vectors.safetensors");
            Temperature = double.Parse(_weights.Metadata["temperature"], CultureInfo.InvariantCulture);
            Configuration = Parse(_weights.Metadata["config"]);
            Network = new NvaeNetwork(Configuration);
            Network.Load(_weights.Tensors, name);
            Network.Train(false);
        }

        public SafetensorsContents Vectors { get; }

        public NvaeConfiguration Configuration { get; }

        public NvaeNetwork Network { get; }

        public double Temperature { get; }

        public IReadOnlyList<string> Levels => [.. Configuration.Levels.Select(level => level.Key)];

        public void AssertLogits(string name, Tensor logits)
        {
            if (Vectors.Tensors.TryGetValue(name, out var whole))
            {
                ParityFile.AssertClose(whole, logits, TensorTolerance, name);
                return;
            }
            var deviation = Vectors[$"{name}.chstd"];
            double limit = TensorTolerance * deviation.abs().max().item<float>() + 1e-6;
            ParityFile.AssertWithin(Vectors[$"{name}.chmean"], logits.mean([2, 3]), limit, $"{name}.chmean");
            ParityFile.AssertWithin(deviation, logits.std([2, 3], unbiased: false), limit, $"{name}.chstd");
        }

        public void Dispose()
        {
            _weights.Dispose();
            Vectors.Dispose();
            Network.Dispose();
        }

        static NvaeConfiguration Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            var parts = document.RootElement.GetProperty("autoencoder");
            int Number(string key) => parts.GetProperty(key).GetInt32();
            int[] resolution = [.. document.RootElement.GetProperty("resolution").EnumerateArray().Select(e => e.GetInt32())];
            int scales = Number("num_scales"), groups = Number("num_groups_per_scale");
            bool adaptive = parts.GetProperty("is_adaptive").GetBoolean();
            return new NvaeConfiguration
            {
                ImageShape = new ImageShape(resolution[0], resolution[1], resolution[2]),
                GroupsPerScale = [.. Enumerable.Range(0, scales).Select(s =>
                    adaptive ? Math.Max(Number("min_groups_per_scale"), groups >> (scales - 1 - s)) : groups)],
                LatentChannels = [.. Enumerable.Repeat(Number("num_latent_per_group"), scales)],
                CellsPerGroup = Number("num_cells_per_group"),
                InitialChannels = Number("initial_channels"),
                Mixtures = Number("num_logistic_mixtures"),
                ProcessBlocks = Number("num_pre-post_process_blocks"),
                ProcessCells = Number("num_pre-post_process_cells"),
                Likelihood = NvaeLikelihood.LogisticMixture,
            };
        }
    }
}
