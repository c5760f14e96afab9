using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views;

/// <summary>A part of a resolved <see cref="ViewStrategy"/>.</summary>
/// <param name="Span">The latents that are perturbed together.</param>
/// <param name="Perturbation">What is done to them.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record SpanPerturbation(LatentSpan Span, Perturbation Perturbation);
