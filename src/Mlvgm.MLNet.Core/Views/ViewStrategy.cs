using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Views;

/// <summary>Which perturbation each latent gets when a positive view is made. Latents that are not named keep the anchor's value.</summary>
public sealed class ViewStrategy
{
    static readonly NoPerturbation Unperturbed = new();
    readonly IReadOnlyList<(string Target, Perturbation Perturbation)> _parts;

    ViewStrategy(string name, IReadOnlyList<(string, Perturbation)> parts) => (Name, _parts) = (name, parts);

    /// <summary>The name shown in reports.</summary>
    public string Name { get; }

    /// <summary>The positive has the anchor's latents: the two views differ only by augmentation.</summary>
    public static ViewStrategy None { get; } = new("none", []);

    /// <summary>A strategy from perturbations of named latents or groups.</summary>
    /// <param name="name">The name shown in reports.</param>
    /// <param name="parts">Latent or group name and its perturbation.</param>
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

    /// <summary>The perturbation of every latent of <paramref name="layout"/>, in its order.</summary>
    /// <exception cref="ArgumentException">The strategy names a latent that the layout lacks, or one latent twice.</exception>
    public IReadOnlyList<Perturbation> Resolve(LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var resolved = new Perturbation?[layout.Latents.Count];
        foreach (var (target, perturbation) in _parts)
        {
            foreach (int index in layout.IndicesOf(target))
            {
                if (resolved[index] is not null)
                    throw new ArgumentException($"Strategy '{Name}' perturbs latent '{layout.Latents[index].Name}' twice.");
                resolved[index] = perturbation;
            }
        }
        return [.. resolved.Select(perturbation => perturbation ?? Unperturbed)];
    }
}
