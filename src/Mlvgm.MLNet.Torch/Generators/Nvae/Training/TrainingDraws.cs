using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>Everything random in a training run, as a function of the seed and the step alone.</summary>
sealed class TrainingDraws(NvaeConfiguration configuration, Device device, ulong seed)
{
    long[] _order = [];
    int _orderEpoch = -1;

    /// <summary>The images of a step, without replacement within an epoch; the last partial batch of an epoch is left out.</summary>
    public long[] Batch(long step, int count, int batchSize)
    {
        long perEpoch = count / batchSize;
        int epoch = checked((int)(step / perEpoch));
        if (epoch != _orderEpoch) (_order, _orderEpoch) = (Shuffle(count, epoch), epoch);
        return _order.AsSpan((int)(step % perEpoch) * batchSize, batchSize).ToArray();
    }

    /// <summary>Which images of a step are mirrored, [n, 1, 1, 1].</summary>
    public Tensor Mirrored(long step, int batchSize)
    {
        var stream = new RandomStream(new SeedKey(seed, "nvae/flip", step: step));
        bool[] mirrored = new bool[batchSize];
        for (int i = 0; i < mirrored.Length; i++) mirrored[i] = stream.NextInt32(2) == 1;
        return tensor(mirrored, device: device).view(-1, 1, 1, 1);
    }

    /// <summary>Standard normal noise for every latent, [n, c, h, w] each.</summary>
    public IReadOnlyList<Tensor> Noise(string purpose, long step, int batchSize) => [.. configuration.Levels.Select(level =>
    {
        var stream = new RandomStream(new SeedKey(seed, $"nvae/{purpose}/{level.Key}", step: step));
        float[] draws = new float[batchSize * level.LatentChannels * level.Height * level.Width];
        TruncatedNormal.Standard.Fill(draws, ref stream);
        return tensor(draws, [batchSize, level.LatentChannels, level.Height, level.Width], device: device);
    })];

    long[] Shuffle(int count, int epoch) => [.. Permutation.Of(count, new SeedKey(seed, "nvae/order", epoch)).Select(i => (long)i)];
}
