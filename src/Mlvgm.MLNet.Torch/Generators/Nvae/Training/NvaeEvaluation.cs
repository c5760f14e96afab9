using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>How good a trained network is.</summary>
sealed class NvaeEvaluation(NvaeNetwork network, Device device, ulong seed)
{
    const int BatchSize = 100;

    /// <summary>The evidence bound on <paramref name="images"/> with the stored batch-norm statistics.</summary>
    public NvaeHeldOut Measure(TrainingImages images, CancellationToken cancellation)
    {
        using var gradients = no_grad();
        var draws = new TrainingDraws(network.Configuration, device, seed);
        double reconstruction = 0;
        double[] divergences = new double[network.Configuration.Levels.Count];
        network.Train(false);
        for (int first = 0; first < images.Count; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int count = Math.Min(BatchSize, images.Count - first);
            var batch = images.Batch([.. Enumerable.Range(first, count).Select(i => (long)i)]);
            var (logits, perSample) = network.Reconstruct(batch, draws.Noise("held-out", first, count));
            reconstruction -= network.Likelihood.LogProbability(logits, batch).sum().item<float>();
            for (int i = 0; i < divergences.Length; i++) divergences[i] += perSample[i].sum().item<float>();
        }
        double nats = (reconstruction + divergences.Sum()) / images.Count;
        return new NvaeHeldOut(images.Count, nats / (network.Configuration.ImageShape.Size * Math.Log(2)),
            reconstruction / images.Count, [.. divergences.Select(sum => sum / images.Count)]);
    }
}
