using Mlvgm.MLNet.Models;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>What an importer says about the file that it wrote.</summary>
/// <param name="Latents">The latents, in generation order; for a walker those that it moves.</param>
/// <param name="NextStep">A command that uses the file, in which <c>{0}</c> stands for its path.</param>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record ImportedModel(IReadOnlyList<ModelLatent> Latents, string NextStep);
