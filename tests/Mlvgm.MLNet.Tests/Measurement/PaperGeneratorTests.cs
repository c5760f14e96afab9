using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Measurement.Training;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Measurement;

/// <summary>Groups, ranges and the joint walker on the paper's architectures, at a size for tests and with random weights.</summary>
public sealed class PaperGeneratorTests : IDisposable
{
    static readonly MeasurementOptions Options = SmallMeasurement.Options with
    {
        Pairs = 4,
        MaximumIterations = 3,
        SmoothingIterations = 2,
        RefitIterations = 1,
        ResampleIterations = 1,
        HeldOutBatches = 1,
        MonteCarloSamples = 200,
    };

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Levels_of_StyleGAN2_are_groups_and_ranges_whose_walker_moves_the_one_z_and_whose_distance_is_in_W()
    {
        using var generator = StyleGan2Generator.Untrained(
            new() { Resolution = 16, ZDimension = 12, WDimension = 16, MappingLayers = 2, ChannelBase = 256, ChannelMaximum = 16 }, seed: 5);
        var report = Measure(generator, "w0-w3", "w4..w5");
        foreach (var level in report.Levels)
        {
            Assert.Equal(12, level.Size);
            Assert.Equal("W", level.Space);
            var span = generator.Layout.SpanOf(level.Target);
            double[] distances = DistancesInW(generator, span, LearnedStrategy.For(_folder.Path, level.Target, generator.Layout));
            double mean = distances.Average(), error = Math.Sqrt(distances.Average(d => (d - mean) * (d - mean)) / distances.Length);
            Assert.InRange(level.Mu - mean, -6 * (error + level.Sigma / Math.Sqrt(200)), 6 * (error + level.Sigma / Math.Sqrt(200)));
        }
        AssertStrategies(report, generator.Layout, ["w0-w3", "w4..w5"]);
    }

    [Fact]
    public void The_joint_walker_of_BigBiGAN_sees_its_latents_as_one_vector()
    {
        using var generator = BigBiGanGenerator.Untrained(
            new() { Resolution = 32, Channels = 2, LatentSize = 3, EmbeddingWidth = 5, Classes = 4, AttentionResolutions = [16] }, seed: 7);
        string joint = $"z1..z{generator.Configuration.Latents - 1}";
        var report = Measure(generator, "z0", joint);
        Assert.Equal([3, 3 * (generator.Configuration.Latents - 1)], report.Levels.Select(level => level.Size));
        Assert.All(report.Levels, level => Assert.Equal(("Z", level.Mu), (level.Space, level.MuZ)));
        AssertStrategies(report, generator.Layout, ["z0", joint]);
    }

    MeasurementReport Measure(TorchGenerator generator, params string[] levels) =>
        MeasurementFolder.Write(_folder.Path, generator, new LatentMeasurement(generator, Options with { Levels = levels }).Run());

    void AssertStrategies(MeasurementReport report, LatentLayout layout, string[] targets)
    {
        var learned = LearnedStrategy.FromFolder(_folder.Path, layout).Resolve(layout);
        AssertTargets(learned);
        Assert.All(learned, part => Assert.IsType<LearnedPerturbation>(part.Perturbation));
        AssertTargets(CalibratedStrategy.FromReport(report, layout).Resolve(layout));

        // A group and the range of its latents are the same span by two names.
        void AssertTargets(IEnumerable<SpanPerturbation> parts) => Assert.Equal(
            targets.Select(target => string.Join(' ', layout.SpanOf(target).LatentNames)), parts.Select(part => string.Join(' ', part.Span.LatentNames)));
    }

    /// <summary>The same distances by way of views: latents perturbed by the sampler, each level mapped on its own.</summary>
    static double[] DistancesInW(StyleGan2Generator generator, LatentSpan span, LearnedPerturbation perturbation)
    {
        const int count = 400;
        var layout = generator.Layout;
        var sampler = new LatentSampler(layout, ViewStrategy.PerLatent("one", (span.Name, perturbation)), seed: 11);
        var (anchors, positives) = (new LatentBatch(layout, count), new LatentBatch(layout, count));
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Tensor Ws(LatentBatch batch) => cat([.. span.Indices.Select(level => generator.Map(generator.ToTensors(batch)[level]))], 1);
        return [.. (Ws(positives) - Ws(anchors)).norm(1).data<float>().Select(distance => (double)distance)];
    }

    public void Dispose() => _folder.Dispose();
}
