using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>The decoder's batch-norm statistics.</summary>
static class DecoderStatistics
{
    const int BatchSize = 100;

    /// <summary>
    /// Replaces them by those of the decoder's own samples: posterior and prior draws differ, and temperatures (docs/method/nvae.md#batch-statistics). The
    /// decoder is left in evaluation mode.
    /// </summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="draws">Where noise comes from.</param>
    /// <param name="temperature">The sampling temperature.</param>
    /// <param name="passes">Passes of 100 samples.</param>
    /// <param name="cancellation">Stops between passes.</param>
    public static void Reestimate(NvaeDecoder decoder, TrainingDraws draws, double temperature, int passes, CancellationToken cancellation)
    {
        using var gradients = no_grad();
        decoder.train();
        for (int pass = 0; pass < passes; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            decoder.Run(draws.Noise("batch-norm", pass, BatchSize), new NvaeSampling(temperature));
        }
        decoder.eval();
    }
}
