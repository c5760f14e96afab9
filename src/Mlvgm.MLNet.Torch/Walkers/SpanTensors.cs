using Mlvgm.MLNet.Latents;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Walkers;

/// <summary>A span of latents as one vector per sample, in tensors; differentiable.</summary>
static class SpanTensors
{
    /// <summary>The span's vectors, [batch, span size]: each draw once, flattened, in generation order.</summary>
    /// <param name="span">The span.</param>
    /// <param name="latents">Per latent of the layout, [batch, ..shape].</param>
    public static Tensor Gather(this LatentSpan span, IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(latents);
        using var scope = NewDisposeScope();
        return cat([.. span.Draws.Select(draw => latents[draw.Latents[0]].flatten(1))], dim: 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The latents with the span's taken from <paramref name="vectors"/>, [batch, span size]; the others are the same tensors as before.
    /// Latents of one draw share one tensor, in the caller's dispose scope.
    /// </summary>
    public static IReadOnlyList<Tensor> Scatter(this LatentSpan span, Tensor vectors, IReadOnlyList<Tensor> latents)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(vectors);
        Tensor[] scattered = [.. latents];
        foreach (var draw in span.Draws)
        {
            var part = vectors.narrow(1, draw.Offset, draw.Specification.Size)
                .reshape([vectors.shape[0], .. draw.Specification.Shape.Select(d => (long)d)]);
            foreach (int latent in draw.Latents) scattered[latent] = part;
        }
        return scattered;
    }
}
