namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>What a finished training run reports.</summary>
/// <param name="GeneratorPath">The written generator.</param>
/// <param name="Steps">Steps done in all.</param>
/// <param name="HeldOut">Figures on the held-out images, or null when there were none.</param>
/// <param name="Elapsed">Wall time of this call.</param>
public sealed record NvaeTrainingResult(string GeneratorPath, long Steps, NvaeHeldOut? HeldOut, TimeSpan Elapsed);
