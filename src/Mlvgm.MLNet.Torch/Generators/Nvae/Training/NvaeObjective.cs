using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>The loss of a batch: reconstruction plus weighted divergences (docs/method/nvae.md#training).</summary>
sealed class NvaeObjective(NvaeTrainer.Options options)
{
    /// <summary>The weighted sum over latents, from batch means [] in nats.</summary>
    /// <param name="divergences">Per latent, the batch mean.</param>
    /// <param name="beta">The warm-up factor.</param>
    public Tensor Penalty(IReadOnlyList<Tensor> divergences, double beta)
    {
        double[] weights = Balance(divergences, beta);
        var terms = divergences.Select((divergence, i) =>
        {
            double floor = i < options.FreeBits.Count ? options.FreeBits[i] : 0;
            double weight = beta * weights[i] * (i < options.KlWeights.Count ? options.KlWeights[i] : 1);
            return divergence.clamp(min: floor) * weight;
        });
        return terms.Aggregate((sum, term) => sum + term);
    }

    /// <summary>Weights in proportion to size over alpha, normalised to a mean of 1, while beta rises; 1 each afterwards.</summary>
    double[] Balance(IReadOnlyList<Tensor> divergences, double beta)
    {
        if (options.KlBalancing.Count == 0 || beta >= 1) return [.. Enumerable.Repeat(1.0, divergences.Count)];
        double[] sizes = [.. divergences.Select((d, i) => Math.Abs(d.item<float>()) / options.KlBalancing[i] + 1e-12)];
        double sum = sizes.Sum();
        return [.. sizes.Select(size => size / sum * sizes.Length)];
    }
}
