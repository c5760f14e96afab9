namespace Mlvgm.MLNet.Latents;

/// <summary>Latents that are perturbed together under one name, such as StyleGAN2's 16 w's in 4 groups (paper, section 3.2).</summary>
/// <param name="Name">The group's name; distinct from every latent's.</param>
/// <param name="LatentNames">The members, in generation order.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record LatentGroup(string Name, IReadOnlyList<string> LatentNames);
