namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>The evidence bound on held-out images, one posterior draw per image, before batch-norm statistics are re-estimated.</summary>
/// <param name="Images">Images measured.</param>
/// <param name="BitsPerDimension">
/// The bound in bits per pixel and channel. With the Bernoulli likelihood it is not comparable with the mixture's or with others' figures.
/// </param>
/// <param name="Reconstruction">The negative log-likelihood, nats per image.</param>
/// <param name="Divergences">Per latent, the divergence of posterior from prior, nats per image.</param>
public sealed record NvaeHeldOut(int Images, double BitsPerDimension, double Reconstruction, IReadOnlyList<double> Divergences);
