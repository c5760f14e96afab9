using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Views.Parameters;

namespace Mlvgm.MLNet.Views;

/// <summary>A perturbation that treats every coordinate alike, whatever the span.</summary>
/// <example>See <c>examples/BringYourOwn/BlendPerturbation.cs</c>.</example>
public abstract record CoordinatewisePerturbation : Perturbation
{
    /// <summary><see cref="Independent"/>, for the <see cref="PerturbationKind"/> of a class that has it.</summary>
    public static FlagParameter Independence { get; } =
        new("independent", "spans whose latents come of one draw get random numbers of their own");

    /// <summary>
    /// Whether spans whose latents come of one draw, such as StyleGAN2's groups, get random numbers of their own (paper, Algorithm 1), or share
    /// them, as in the paper's code (docs/method/perturbations.md#shared-noise).
    /// </summary>
    public bool Independent { get; init; }

    /// <inheritdoc/>
    public sealed override void Apply(LatentSpan span, LatentBatch anchors, LatentBatch positives, in PositiveDraws draws)
    {
        foreach (var draw in span.Draws)
        {
            var key = Independent ? draws.KeyOf(draw.Specification, span) : draws.KeyOf(draw.Specification);
            for (int row = 0; row < anchors.Count; row++)
            {
                var stream = new RandomStream(key.At(draws.FirstRow + row));
                var positive = positives.Row(draw.Latents[0], row);
                Apply(draw.Specification, anchors.Row(draw.Latents[0], row), positive, ref stream);
                foreach (int latent in draw.Latents.Skip(1)) positive.CopyTo(positives.Row(latent, row));
            }
        }
    }

    /// <summary>Computes one latent of one positive.</summary>
    /// <param name="latent">The latent.</param>
    /// <param name="anchor">The anchor's value.</param>
    /// <param name="positive">Receives the positive's value.</param>
    /// <param name="stream">The random numbers of this sample.</param>
    protected abstract void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream);
}
