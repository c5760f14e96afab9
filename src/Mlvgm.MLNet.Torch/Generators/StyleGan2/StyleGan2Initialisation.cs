using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>Starting values of a network, from counter-based streams.</summary>
static class StyleGan2Initialisation
{
    const double NoiseStrength = 0.1;
    const double ColourDeviation = 0.2;

    /// <summary>
    /// Weights, the constant and the stored noise are standard normal, divided by the multiplier in the mapping network; biases are 0, and 1
    /// where they are styles. So the reference begins its training, except that its noise has no strength at first and here a little, and that
    /// the weights of colours are smaller here, so that few pixels are beyond black and white.
    /// </summary>
    public static void Apply(StyleGan2Network network, ulong seed)
    {
        using var gradients = no_grad();
        var entries = network.state_dict();
        Parallel.ForEach(entries, entry =>
        {
            var (name, value) = entry;
            if (name.EndsWith("affine.bias", StringComparison.Ordinal)) value.fill_(1);
            else if (name.EndsWith("noise_strength", StringComparison.Ordinal)) value.fill_(NoiseStrength);
            else if (value.dim() >= 2 && !name.EndsWith("resample_filter", StringComparison.Ordinal))
                Fill(value, name, seed, Deviation(name, network.Configuration));
        });
        network.Fold();
    }

    static double Deviation(string name, StyleGan2Configuration configuration) =>
        name.StartsWith("mapping.", StringComparison.Ordinal) ? 1 / configuration.MappingMultiplier
        : name.EndsWith("torgb.weight", StringComparison.Ordinal) ? ColourDeviation : 1;

    static void Fill(Tensor value, string name, ulong seed, double deviation)
    {
        var stream = new RandomStream(new SeedKey(seed, $"stylegan2/initialise/{name}"));
        float[] draws = new float[value.numel()];
        new TruncatedNormal(standardDeviation: deviation).Fill(draws, ref stream);
        using var source = tensor(draws, value.shape);
        using var gradients = no_grad();
        value.copy_(source);
    }
}
