using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace ApiTour;

/// <summary>Several latents, some of which make a group, and partners that differ from their anchors in that group.</summary>
public static class LatentVectors
{
    /// <summary>Moves one group by each perturbation.</summary>
    /// <returns>What was perturbed and how, and the largest change of the group and of the rest by each way.</returns>
    public static IReadOnlyList<(string Part, float Inside, float Outside)> Run()
    {
        var layout = new LatentLayout(
            [new LatentSpecification("shape", [4]), new LatentSpecification("light", [2]), new LatentSpecification("colour", [3])],
            [new LatentGroup("look", ["light", "colour"])]);
        Perturbation[] perturbations = [new NoPerturbation(), new RandomPerturbation(new TruncatedNormal(0, 0.1, 2)), new ResamplePerturbation()];
        return [.. perturbations.Select(perturbation => Move(layout, ViewStrategy.PerLatent("look", ("look", perturbation))))];
    }

    /// <summary>A perturbation by itself, without a strategy: a walker that adds 1 to every coordinate.</summary>
    /// <returns>The vector before, and after.</returns>
    public static (float[] Before, float[] After) Walk()
    {
        var layout = new LatentLayout([new LatentSpecification("z", [2])]);
        var (anchors, positives) = (new LatentBatch(layout, count: 1), new LatentBatch(layout, count: 1));
        new LatentSampler(layout, ViewStrategy.None, seed: 1).SampleAnchors(firstRow: 0, anchors);
        // z + output(ReLU(hidden(z))): the hidden layer gives (1, 1), the output layer passes it on.
        var walker = new Walker(hiddenWeight: [0, 0, 0, 0], hiddenBias: [1, 1], outputWeight: [1, 0, 0, 1], outputBias: [0, 0]);
        var learned = new LearnedPerturbation(walker);
        learned.Apply(layout.SpanOf("z"), anchors, positives, new PositiveDraws(Seed: 1, Epoch: 0, FirstRow: 0));
        return (anchors.Row(0, 0).ToArray(), positives.Row(0, 0).ToArray());
    }

    static (string Part, float Inside, float Outside) Move(LatentLayout layout, ViewStrategy strategy)
    {
        var (anchors, positives) = (new LatentBatch(layout, count: 16), new LatentBatch(layout, count: 16));
        var sampler = new LatentSampler(layout, strategy, seed: 1);
        sampler.SampleAnchors(firstRow: 0, anchors);
        sampler.SamplePositives(firstRow: 0, anchors, positives);
        SpanPerturbation part = strategy.Resolve(layout).Single(one => one.Span.Name == "look");
        // A span is its latents' values as one vector, each draw at its place.
        LatentSpan span = part.Span;
        string draws = string.Join(", ", span.Draws.Select((SpanDraw draw) => $"{draw.Name} at {draw.Offset}"));
        return ($"{part.Perturbation.Name} on {draws}", Difference(span, anchors, positives), Difference(layout.SpanOf("shape"), anchors, positives));
    }

    static float Difference(LatentSpan span, LatentBatch anchors, LatentBatch positives)
    {
        var (before, after) = (new float[span.Size], new float[span.Size]);
        float difference = 0;
        for (int row = 0; row < anchors.Count; row++)
        {
            span.Gather(anchors, row, before);
            span.Gather(positives, row, after);
            difference = before.Zip(after, (a, b) => Math.Abs(a - b)).Append(difference).Max();
        }
        return difference;
    }
}
