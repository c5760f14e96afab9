namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>What a finished training run reports.</summary>
/// <param name="GeneratorPath">The written generator.</param>
/// <param name="Steps">Steps done in all.</param>
/// <param name="HeldOut">Figures on the held-out images, or null when there were none.</param>
/// <param name="Elapsed">Wall time of this call.</param>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record NvaeTrainingResult(string GeneratorPath, long Steps, NvaeHeldOut? HeldOut, TimeSpan Elapsed);

/// <summary>The evidence bound on held-out images, one posterior draw per image, before batch-norm statistics are re-estimated.</summary>
/// <param name="Images">Images measured.</param>
/// <param name="BitsPerDimension">
/// The bound in bits per pixel and channel. With the Bernoulli likelihood it is not comparable with the mixture's or with others' figures.
/// </param>
/// <param name="Reconstruction">The negative log-likelihood, nats per image.</param>
/// <param name="Divergences">Per latent, the divergence of posterior from prior, nats per image.</param>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record NvaeHeldOut(int Images, double BitsPerDimension, double Reconstruction, IReadOnlyList<double> Divergences);
