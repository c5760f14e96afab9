using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Parameters;

namespace BringYourOwn;

/// <summary>A perturbation of one's own: mixes a latent with a new draw, so that under a normal prior the mixture is of the prior too.</summary>
/// <param name="Amount">How much of the new draw is taken, in [0, 1].</param>
public sealed record BlendPerturbation(double Amount) : CoordinatewisePerturbation
{
    static readonly NumberParameter Share = new("share", "SHARE", "how much of the new draw is taken") { Minimum = 0, Maximum = 1 };

    /// <summary>What text, JSON, presets, help and messages need to know of it.</summary>
    public static PerturbationKind Kind { get; } = PerturbationKind.Of(
        "blend", "mixes the latent with a new draw from its prior", [Share, Independence],
        (values, _) => new BlendPerturbation(values.Of(Share)) { Independent = values.Of(Independence) },
        blend => new() { { Share, blend.Amount }, { Independence, blend.Independent } });

    /// <inheritdoc/>
    public override string Name => "blend";

    /// <inheritdoc/>
    protected override void Apply(LatentSpecification latent, ReadOnlySpan<float> anchor, Span<float> positive, ref RandomStream stream)
    {
        latent.Prior.Fill(positive, ref stream);
        float kept = (float)Math.Sqrt(1 - Amount * Amount);
        for (int i = 0; i < positive.Length; i++) positive[i] = kept * anchor[i] + (float)Amount * positive[i];
    }
}
