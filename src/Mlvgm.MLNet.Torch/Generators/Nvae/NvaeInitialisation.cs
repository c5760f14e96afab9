using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>Starting values of an NVAE's parameters, from counter-based streams.</summary>
static class NvaeInitialisation
{
    const string Gain = "original0";
    const string Direction = "original1";

    /// <summary>
    /// Weights uniform within 1/sqrt(fan-in), gains such that weight normalisation changes nothing, biases 0, the constant uniform
    /// in (0, 1). Batch normalisation keeps 1 and 0.
    /// </summary>
    public static void Apply(NvaeNetwork network, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var parameters = network.Parameters.ToDictionary(p => p.Name, p => (Tensor)p.Value);
        foreach (var (name, value) in parameters)
        {
            if (name == "const_prior") Fill(value, name, seed, 0, 1);
            else if (name.EndsWith("bias", StringComparison.Ordinal)) value.zero_();
            else if (value.dim() >= 2 && !name.EndsWith(Gain, StringComparison.Ordinal))
            {
                double bound = 1 / Math.Sqrt((double)value.numel() / value.shape[0]);
                Fill(value, name, seed, -bound, bound);
            }
        }
        foreach (var (name, direction) in parameters)
        {
            if (!name.EndsWith(Direction, StringComparison.Ordinal)) continue;
            var gain = parameters[name[..^Direction.Length] + Gain];
            gain.copy_(direction.square().sum([1, 2, 3], keepdim: true).sqrt());
        }
    }

    static void Fill(Tensor value, string name, ulong seed, double low, double high)
    {
        var stream = new RandomStream(new SeedKey(seed, $"nvae/initialise/{name}"));
        float[] draws = new float[value.numel()];
        for (int i = 0; i < draws.Length; i++) draws[i] = (float)stream.NextUniform(low, high);
        value.copy_(tensor(draws, value.shape));
    }
}
