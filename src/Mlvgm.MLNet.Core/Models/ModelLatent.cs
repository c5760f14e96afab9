namespace Mlvgm.MLNet.Models;

/// <summary>A latent of a shipped generator.</summary>
/// <param name="Name">The latent's name.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public sealed record ModelLatent(string Name, IReadOnlyList<int> Shape);
