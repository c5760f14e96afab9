namespace Mlvgm.MLNet.Latents;

/// <summary>One draw within a <see cref="LatentSpan"/>.</summary>
/// <param name="Name">The draw's name.</param>
/// <param name="Specification">The shape and prior that the draw's latents have in common.</param>
/// <param name="Latents">The positions, in the layout, of the span's latents that share the draw.</param>
/// <param name="Offset">Where the draw begins in the span's vector.</param>
public sealed record SpanDraw(string Name, LatentSpecification Specification, IReadOnlyList<int> Latents, int Offset);
