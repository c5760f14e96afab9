using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>Distances in Z of a level that was measured in another space.</summary>
static class SpanDistance
{
    const int Samples = 2000;

    /// <summary>The mean length of p(z), and the mean distance between two draws: as measured where the space is Z, else over 2,000 draws.</summary>
    public static (double Mu, double Prior) InZ(LatentSpan span, LevelResult level, ulong seed)
    {
        if (level.Perturbation.Space == "Z") return (level.Perturbation.Mean, level.Perturbation.PriorDistance);
        var anchors = new LatentBatch(span.Layout, Samples);
        new LatentSampler(span.Layout, ViewStrategy.None, seed).SampleAnchors(0, anchors);
        float[] z = new float[span.Size], moved = new float[span.Size], other = new float[span.Size];
        double mu = 0, prior = 0;
        for (int row = 0; row < Samples; row++)
        {
            span.Gather(anchors, row, z);
            span.Gather(anchors, (row + 1) % Samples, other);
            level.Training.Walker.Move(z, moved);
            mu += Distance(z, moved);
            prior += Distance(z, other);
        }
        return (mu / Samples, prior / Samples);
    }

    static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum());
}
