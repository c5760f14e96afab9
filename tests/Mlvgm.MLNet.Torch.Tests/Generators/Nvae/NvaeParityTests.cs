using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

public class NvaeParityTests
{
    const double ImageLimit = 5e-5;
    const double GradientTolerance = 1e-3;
    const double LikelihoodTolerance = 2e-4;

    public static TheoryData<string> Cases => NvaeParityCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_latents_and_inner_points_of_every_run_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var c = new NvaeParityCase(name);
        var likelihood = Assert.IsType<RgbLogisticMixture>(c.Likelihood);
        Assert.NotEmpty(c.Runs);
        foreach (string run in c.Runs)
        {
            var points = new NvaePoints(c.Decoder, c.Noise(run), c.Sampling);
            var (n, h, w) = (points.Logits.shape[0], points.Logits.shape[2], points.Logits.shape[3]);
            foreach (string vector in c.Case.Names($"{run}.out."))
            {
                string point = vector[$"{run}.out.".Length..];
                c.Case.AssertVector(vector, point switch
                {
                    "mean_image" => likelihood.Mean(points.Logits),
                    "image" => likelihood.Sample(points.Logits, Draws("u_mixture"), Draws("u_logistic")),
                    "logits" => c.ReferenceOrder(points.Logits),
                    _ => points[point],
                });
            }
            ParityFile.AssertWithin(points.Logits, c.Decoder.Run(c.Noise(run), c.Sampling), 0, "the whole decoder at once");

            Tensor Draws(string draws) => c.Case.Vectors[$"{run}.in.{draws}"].view(n, -1, h, w);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_with_respect_to_the_noise_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var c = new NvaeParityCase(name);
        foreach (string run in c.Runs.Where(run => c.Case.Vectors.Tensors.ContainsKey($"{run}.grad.in.R")))
        {
            Tensor[] noise = [.. c.Noise(run).Select(value => value.clone().requires_grad_())];
            (c.Likelihood.Mean(c.Decoder.Run(noise, c.Sampling)) * c.Case.Vectors[$"{run}.grad.in.R"]).sum().backward();
            foreach (var (level, value) in c.Levels.Zip(noise))
                ParityFile.AssertClose(c.Case.Vectors[$"{run}.grad.eps.{level}"], value.grad!, GradientTolerance, $"gradient {run} {level}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_configuration_is_read_off_the_shapes(string name)
    {
        using var c = new NvaeParityCase(name);
        Assert.Equal(c.Described().ToJson(), c.Decoder.Configuration.ToJson());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_posterior_path_is_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var c = new NvaeParityCase(name);
        Assert.SkipUnless(c.Case.Vectors.Tensors.ContainsKey("E.in.x"), "The case has no vectors of the posterior.");
        Assert.SkipWhen(c.HasFlows, "The posterior has normalising flows, which are not used when sampling and are left out.");
        using var network = new NvaeNetwork(c.Decoder.Configuration);
        network.Load(c.Case.Weights.Tensors, name);
        network.Train(false);
        var images = c.Case.Vectors["E.in.x"];
        var (logits, divergences) = network.Reconstruct(images, c.Noise("E"));
        c.Case.AssertVector("E.out.logits", logits);
        ParityFile.AssertClose(c.Case.Vectors["E.out.kl_terms"], stack(divergences, 1), LikelihoodTolerance, "divergences");
        ParityFile.AssertClose(c.Case.Vectors["E.out.nll"], -network.Likelihood.LogProbability(logits, images), LikelihoodTolerance, "likelihood");
        var (means, _) = network.Reconstruct(images, null);
        ParityFile.AssertWithin(c.Case.Vectors["E.out.recon_deterministic"], network.Likelihood.Mean(means), ImageLimit, "reconstruction");
    }
}
