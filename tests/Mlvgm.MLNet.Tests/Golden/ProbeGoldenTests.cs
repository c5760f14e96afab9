using Microsoft.ML;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>Which rows get which class: counts, so that they are the same wherever no two classes are nearly even.</summary>
public sealed class ProbeGoldenTests(GoldenRecord golden) : GoldenTests(golden)
{
    const int Classes = 7;
    const int Width = 12;

    [Theory]
    [InlineData(LinearProbeTrainer.Lbfgs)]
    [InlineData(LinearProbeTrainer.Sdca)]
    public void Linear_probes_stay(LinearProbeTrainer trainer)
    {
        var options = new ProbeProtocol.Options { LabelsPerClass = [5], Seeds = [0, 1], Probe = new() { Trainer = trainer } };
        var runs = new ProbeProtocol(new MLContext(seed: 1), options).Run("features", Features(210, seed: 1), Features(140, seed: 2));
        Golden.Exact($"probes/{trainer}", [.. runs.SelectMany(run => Describe($"{run.LabelsPerClass} labels, seed {run.Seed}", run.Result))]);
    }

    [Fact]
    public void Nearest_neighbours_stay() => Golden.Exact("probes/kNN",
        [.. Describe("20 neighbours", new NearestNeighbourProbe().Evaluate(Features(210, seed: 1), Features(140, seed: 2)))]);

    static IEnumerable<string> Describe(string name, ProbeResult result) =>
    [
        FormattableString.Invariant($"{name}: {result.TrainRows} rows, top-1 {result.Top1:f6}, top-5 {result.Top5:f6}"),
        .. result.Confusion.Counts.Select(row => string.Join(' ', row)),
    ];

    /// <summary>Clusters that overlap.</summary>
    static LabelledFeatures Features(int count, ulong seed)
    {
        float[] features = new float[count * Width];
        for (int row = 0; row < count; row++)
        {
            var stream = new RandomStream(new SeedKey(seed, "golden/features", step: row));
            TruncatedNormal.Standard.Fill(features.AsSpan(row * Width, Width), ref stream);
            features[row * Width + row % Classes] += 2;
        }
        return LabelledFeatures.Create(Width, Classes, features, [.. Enumerable.Range(0, count).Select(row => row % Classes)]);
    }
}
