using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Output;

/// <summary>How far a walker moves latents in Z, whatever space was measured.</summary>
static class WalkerLength
{
    const int Samples = 2000;

    /// <summary>The mean of ‖p(z)‖: μ where the space is Z, else over 2,000 latents.</summary>
    public static double Mean(LatentSpan span, LevelResult level, ulong seed)
    {
        if (level.Perturbation.Space == "Z") return level.Perturbation.Mean;
        var anchors = new LatentBatch(span.Layout, 1);
        var sampler = new LatentSampler(span.Layout, ViewStrategy.None, seed);
        float[] z = new float[span.Size], moved = new float[span.Size];
        double sum = 0;
        for (int row = 0; row < Samples; row++)
        {
            sampler.SampleAnchors(row, anchors);
            span.Gather(anchors, 0, z);
            level.Training.Walker.Move(z, moved);
            sum += Math.Sqrt(z.Zip(moved, (a, b) => (double)(a - b) * (a - b)).Sum());
        }
        return sum / Samples;
    }
}
