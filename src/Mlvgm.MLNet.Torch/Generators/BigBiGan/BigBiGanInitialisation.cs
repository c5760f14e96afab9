using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>Starting values of a BigBiGAN's state dictionary, from counter-based streams.</summary>
static class BigBiGanInitialisation
{
    /// <summary>
    /// Weights uniform within (-1, 1), whose spectral norms are divided out; variances and gains 1, means and biases 0, the factor of attention 1.
    /// </summary>
    public static BigBiGanState Draw(ulong seed) => new((name, shape) => Value(name, shape, seed), [], "untrained network");

    /// <summary>The state dictionary of a whole network, in the order in which the network takes it; in the caller's dispose scope.</summary>
    public static IReadOnlyList<KeyValuePair<string, Tensor>> State(BigBiGanConfiguration configuration, ulong seed)
    {
        var state = new List<KeyValuePair<string, Tensor>>();
        new BigBiGanNetwork(configuration, new BigBiGanState(Record, [], "untrained network")).Dispose();
        return state;

        Tensor Record(string name, long[] shape)
        {
            var value = Value(name, shape, seed).MoveToOuterDisposeScope();
            state.Add(KeyValuePair.Create(name, value));
            return value;
        }
    }

    static Tensor Value(string name, long[] shape, ulong seed)
    {
        string kind = name[(name.LastIndexOf('.') + 1)..];
        if (kind is not ("weight" or "u0")) return kind is "bias" or "stored_mean" ? zeros(shape) : ones(shape);
        var stream = new RandomStream(new SeedKey(seed, $"bigbigan/initialise/{name}"));
        float[] draws = new float[shape.Aggregate(1L, (product, d) => product * d)];
        for (int i = 0; i < draws.Length; i++) draws[i] = (float)stream.NextUniform(-1, 1);
        return tensor(draws, shape);
    }
}
