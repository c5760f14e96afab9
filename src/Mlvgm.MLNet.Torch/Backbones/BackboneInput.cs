using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>What a backbone is made for.</summary>
/// <param name="Images">The images as they reach it.</param>
/// <param name="Seed">The seed of the initial weights.</param>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public sealed record BackboneInput(ImageShape Images, ulong Seed = 0);
