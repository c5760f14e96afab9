using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

public class StyleGan2ParityTests
{
    const double GradientTolerance = 1e-3;

    public static TheoryData<string> Cases => ParityCases.Of(StyleGan2Case.Model);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_mapping_is_the_references_at_every_layer(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var parity = ParityCases.Open(name);
        var z = parity.Vectors["in.z"];
        using var network = StyleGan2Case.Network(parity);
        using var recorder = new NetworkRecorder(network);
        var results = new Dictionary<string, Tensor> { ["lat.w"] = network.Map(z), ["lat.z_normalised"] = SecondMoment.Normalise(z) };
        foreach (var (layer, output) in recorder.Results) results[$"lat.mapping.{layer}"] = output;
        results["lat.ws_trunc"] = MapAtEveryLevel(StyleGan2Case.Truncated(parity), z);
        results["lat.ws_trunc_cutoff"] = MapAtEveryLevel(StyleGan2Case.Truncated(parity, withCutoff: true), z);
        AssertAll(parity, "lat.", results);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_and_inner_features_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var parity = ParityCases.Open(name);
        using var network = StyleGan2Case.Network(parity);
        using var recorder = new NetworkRecorder(network);
        var vectors = parity.Vectors;
        const string noise = "in.noise.";
        Run("const", vectors["lat.ws_trunc"], SynthesisNoise.Constant);
        Run("none", vectors["lat.ws_trunc"], SynthesisNoise.None);
        Run("random", vectors["lat.ws_trunc"],
            SynthesisNoise.Given(parity.Names(noise).ToDictionary(key => key[noise.Length..], key => vectors[key])));
        Run("cutoff", vectors["lat.ws_trunc_cutoff"], SynthesisNoise.Constant);
        Run("wplus", vectors["in.ws_wplus"], SynthesisNoise.None);
        Run("mix", vectors["in.ws_mix"], SynthesisNoise.Constant);

        void Run(string run, Tensor ws, NoiseChoice choice)
        {
            var image = network.Synthesize(ws, choice);
            AssertAll(parity, $"out.{run}.", new Dictionary<string, Tensor> { [$"out.{run}.image"] = image });
            AssertAll(parity, $"out.{run}/", recorder.Results.ToDictionary(pair => $"out.{run}/{pair.Key}", pair => pair.Value));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Levels_from_different_samples_are_mapped_together(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var parity = ParityCases.Open(name);
        using var network = StyleGan2Case.Network(parity);
        Tensor[] samples = [.. parity.Vectors["in.z"].split(1)];
        Tensor[] levels = [.. parity.Json("level_mix").EnumerateArray().Select(sample => samples[sample.GetInt32()])];
        ParityFile.AssertClose(parity.Vectors["in.ws_mix"], network.MapLevels(levels), 2e-5, "mixed levels");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_with_respect_to_w_and_z_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var parity = ParityCases.Open(name);
        using var network = StyleGan2Case.Truncated(parity);
        var z = parity.Vectors["in.z"].clone().requires_grad_();
        var ws = MapAtEveryLevel(network, z);
        ws.retain_grad();
        (network.Synthesize(ws, SynthesisNoise.Constant) * parity.Vectors["grad.in.R"]).sum().backward();
        ParityFile.AssertClose(parity.Vectors["grad.ws"], ws.grad!, GradientTolerance, "gradient of w");
        ParityFile.AssertClose(parity.Vectors["grad.z"], z.grad!, GradientTolerance, "gradient of z");
    }

    static Tensor MapAtEveryLevel(StyleGan2Network network, Tensor z) =>
        network.MapLevels([.. Enumerable.Repeat(z, network.Configuration.Levels)]);

    /// <summary>Every vector of the case whose name begins with <paramref name="prefix"/> has a result, and is equal to it.</summary>
    static void AssertAll(ParityCase parity, string prefix, IReadOnlyDictionary<string, Tensor> results)
    {
        foreach (string vector in parity.Names(prefix))
        {
            Assert.True(results.TryGetValue(vector, out var actual), $"The network has nothing called '{vector}'.");
            parity.AssertVector(vector, actual!);
        }
    }
}
