namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>The state of a refinement after a step.</summary>
/// <param name="Step">Steps done, those of the discriminator alone included.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="DiscriminatorLoss">What the discriminator minimised, without R1; 2 ln 2 = 1.39 where it cannot tell.</param>
/// <param name="GeneratorLoss">What the generator minimised against the discriminator, without fidelity; NaN while it waits.</param>
/// <param name="ImagesPerSecond">Real images per second since the start or resumption.</param>
/// <param name="Remaining">The expected time to the last step.</param>
/// <example>See <c>examples/ApiTour/NvaeTraining.cs</c>.</example>
public sealed record RefinementProgress(
    long Step, long Steps, double DiscriminatorLoss, double GeneratorLoss, double ImagesPerSecond, TimeSpan Remaining);
