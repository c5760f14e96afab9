namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>The state of a training run after a step; losses are means over the batch, in nats per image.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">What was minimised, with every weight.</param>
/// <param name="Reconstruction">The negative log-likelihood of the pixels.</param>
/// <param name="Divergences">The divergence of posterior from prior of each latent, unweighted.</param>
/// <param name="Beta">The warm-up factor of the divergences, up to 1.</param>
/// <param name="LearningRate">The rate of this step.</param>
/// <param name="ImagesPerSecond">Training images per second since the start or resumption.</param>
/// <param name="Remaining">The expected time to the last step.</param>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record NvaeProgress(
    long Step, long Steps, double Loss, double Reconstruction, IReadOnlyList<double> Divergences, double Beta, double LearningRate,
    double ImagesPerSecond, TimeSpan Remaining);
