using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views;

/// <summary>Which perturbation each latent gets when a positive view is made. Latents that are not named keep the anchor's value.</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class ViewStrategy
{
    ViewStrategy(string name, IReadOnlyList<(string, Perturbation)> parts) => (Name, Parts) = (name, parts);

    /// <summary>The name shown in reports.</summary>
    public string Name { get; }

    /// <summary>What was asked for: the name of a latent or group, or a range such as <c>z1..z5</c>, and its perturbation.</summary>
    public IReadOnlyList<(string Target, Perturbation Perturbation)> Parts { get; }

    /// <summary>The positive has the anchor's latents: the two views differ only by augmentation.</summary>
    public static ViewStrategy None { get; } = new("none", []);

    /// <summary>A strategy from perturbations of named latents, groups or ranges.</summary>
    /// <param name="name">The name shown in reports.</param>
    /// <param name="parts">The name of a latent or group, or a range such as <c>z1..z5</c>, and its perturbation.</param>
    public static ViewStrategy PerLatent(string name, params IReadOnlyList<(string Target, Perturbation Perturbation)> parts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ViewStrategy(name, [.. parts]);
    }

    /// <summary>The same perturbation for every latent of <paramref name="layout"/>.</summary>
    public static ViewStrategy Uniform(LatentLayout layout, Perturbation perturbation)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new ViewStrategy(perturbation.Name, [.. layout.Latents.Select(latent => (latent.Name, perturbation))]);
    }

    /// <summary>What each part of the strategy does to <paramref name="layout"/>.</summary>
    /// <exception cref="ArgumentException">
    /// The strategy names a latent that the layout lacks, perturbs one latent twice, or has a perturbation that does not fit its latents.
    /// </exception>
    public IReadOnlyList<SpanPerturbation> Resolve(LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var perturbed = new HashSet<int>();
        var resolved = new List<SpanPerturbation>();
        foreach (var (target, perturbation) in Parts)
        {
            var span = layout.SpanOf(target);
            foreach (int index in span.Indices)
            {
                if (!perturbed.Add(index))
                    throw new ArgumentException($"Strategy '{Name}' perturbs latent '{layout.Latents[index].Name}' twice.");
            }
            perturbation.CheckFits(span);
            resolved.Add(new SpanPerturbation(span, perturbation));
        }
        return resolved;
    }
}
