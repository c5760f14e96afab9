using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Layouts;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement;

/// <summary>Estimates the size of a perturbation by sending many latents through it (paper, section 3.1; docs/method/measurement.md#monte-carlo).</summary>
static class MonteCarlo
{
    const int BatchSize = 1024;
    const int ChunkRows = 64;
    const int Bins = 50;
    static readonly double[] Shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    /// <summary>
    /// The distances ‖T(z) - z‖ of latents from the prior, in the generator's <see cref="TorchGenerator.DistanceSpace"/>: in Z over the
    /// whole span; in W, of StyleGAN2, over the w's of the span's levels, joined.
    /// </summary>
    /// <param name="generator">The generator; it computes on its device.</param>
    /// <param name="span">The latents that the walker moves.</param>
    /// <param name="walker">The walker.</param>
    /// <param name="samples">Latents to draw; 2 or more. Sample i is a function of the seed and i.</param>
    /// <param name="seed">The seed of the latents.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The walker is not as wide as the span.</exception>
    /// <exception cref="OperationCanceledException">The estimate was cancelled.</exception>
    public static PerturbationStatistics Estimate(
        TorchGenerator generator, LatentSpan span, Walker walker, int samples, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(walker);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        new LearnedPerturbation(walker).CheckFits(span);
        using var gradients = no_grad();
        using var module = new WalkerModule(walker);
        module.to(generator.Device);
        float[] distances = new float[samples];
        double priorDistance = 0;
        // Batches are nearly equal, so that none has a single latent, which would have no other to be compared with.
        int batches = (samples + BatchSize - 1) / BatchSize;
        for (int batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int first = (int)((long)samples * batch / batches), count = (int)((long)samples * (batch + 1) / batches) - first;
            using var scope = NewDisposeScope();
            var z = AlignedTensor.Of(Draw(span, first, count, seed), [count, span.Size], generator.Device);
            var anchors = generator.ToDistanceSpace(span, z);
            var positives = generator.ToDistanceSpace(span, z + module.forward(z));
            (positives - anchors).norm(1).cpu().data<float>().CopyTo(distances.AsSpan(first, count));
            // A latent and the next one are independent, so each also gives a distance between two draws of the prior.
            priorDistance += (anchors - anchors.roll(1, 0)).norm(1).sum(ScalarType.Float64).item<double>();
        }
        return Summarise(distances, generator.DistanceSpace, priorDistance / samples);
    }

    static float[] Draw(LatentSpan span, int first, int count, ulong seed)
    {
        float[] vectors = new float[count * span.Size];
        SeedKey[] keys = [.. span.Draws.Select(draw => new SeedKey(seed, $"montecarlo/{draw.Name}"))];
        Parallel.For(0, (count + ChunkRows - 1) / ChunkRows, chunk =>
        {
            for (int row = chunk * ChunkRows; row < Math.Min(count, (chunk + 1) * ChunkRows); row++)
            {
                for (int i = 0; i < keys.Length; i++)
                {
                    var draw = span.Draws[i];
                    var stream = new RandomStream(keys[i].At(first + row));
                    draw.Specification.Prior.Fill(vectors.AsSpan(row * span.Size + draw.Offset, draw.Specification.Size), ref stream);
                }
            }
        });
        return vectors;
    }

    static PerturbationStatistics Summarise(float[] distances, string space, double priorDistance)
    {
        double mean = distances.Average(distance => (double)distance);
        double variance = distances.Average(distance => (distance - mean) * (distance - mean));
        Array.Sort(distances);
        return new PerturbationStatistics
        {
            Space = space,
            Samples = distances.Length,
            Mean = mean,
            StandardDeviation = Math.Sqrt(variance),
            Quantiles = [.. Shares.Select(share => new Quantile(share, At(distances, share)))],
            Histogram = Histogram.Of(distances, Bins),
            PriorDistance = priorDistance,
        };
    }

    static double At(float[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
