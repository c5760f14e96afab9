using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Calibration;

/// <summary>
/// Finds the size of noise in Z whose mean distance in the generator's space has a given value, by bisection. Every trial scales the same
/// noise at the same latents, so that the mean distance is a smooth function of the size.
/// </summary>
static class NoiseSearch
{
    const int Samples = 2048;
    const double LargestDeviation = 64;
    const double Precision = 1e-3;

    /// <summary>σ, within 0.1 %; null when noise does not get that far, however large.</summary>
    /// <param name="generator">The generator whose space counts.</param>
    /// <param name="span">The latents that the noise moves.</param>
    /// <param name="unit">The distribution of the noise's coordinates at σ = 1.</param>
    /// <param name="target">The mean distance asked for; positive.</param>
    /// <param name="seed">The seed of latents and noise.</param>
    public static double? Deviation(TorchGenerator generator, LatentSpan span, TruncatedNormal unit, double target, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var z = Draw(span, generator.Device, seed, "latent", draw => draw.Prior);
        var noise = Draw(span, generator.Device, seed, "noise", _ => unit);
        var anchors = generator.ToDistanceSpace(span, z);

        double low = 0, high = 1;
        while (MeanDistance(high) < target)
        {
            (low, high) = (high, 2 * high);
            if (high > LargestDeviation) return null;
        }
        while (high - low > Precision * high)
        {
            double middle = (low + high) / 2;
            if (MeanDistance(middle) < target) low = middle;
            else high = middle;
        }
        return (low + high) / 2;

        double MeanDistance(double deviation)
        {
            using var trial = NewDisposeScope();
            return (generator.ToDistanceSpace(span, z + deviation * noise) - anchors).norm(1).mean().item<float>();
        }
    }

    static Tensor Draw(LatentSpan span, Device device, ulong seed, string part, Func<LatentSpecification, TruncatedNormal> distribution)
    {
        float[] vectors = new float[Samples * span.Size];
        foreach (var draw in span.Draws)
        {
            var key = new SeedKey(seed, $"calibration/{draw.Name}/{part}");
            for (int row = 0; row < Samples; row++)
            {
                var stream = new RandomStream(key.At(row));
                distribution(draw.Specification).Fill(vectors.AsSpan(row * span.Size + draw.Offset, draw.Specification.Size), ref stream);
            }
        }
        return AlignedTensor.Of(vectors, [Samples, span.Size], device);
    }
}
