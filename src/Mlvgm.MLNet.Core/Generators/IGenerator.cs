using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Generators;

/// <summary>
/// A multiple-latent generator: named latents with independent priors, and a deterministic map from latents to images.
/// </summary>
/// <remarks>
/// <para>Latents are the variables that are drawn: BigBiGAN's chunks of z, StyleGAN2's z per level, and the standard normal
/// variables of a hierarchical VAE, from which the decoder computes
/// z_i = mean_i(z_&lt;i) + temperature · deviation_i(z_&lt;i) · latent_i. So every prior is simple, magnitudes are in units of the
/// prior, a perturbed image stays on the generator's manifold, and later latents follow earlier ones.</para>
/// <para>Implementations are frozen, and safe to call from several threads at once.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/WhatItWasComputedFrom.cs</c>.</example>
public interface IGenerator
{
    /// <summary>The name under which the generator is known.</summary>
    string Name { get; }

    /// <summary>The latents, from global to local.</summary>
    LatentLayout Layout { get; }

    /// <summary>The shape of every image.</summary>
    ImageShape ImageShape { get; }

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of what decides the images: of the file that the generator was loaded from, or of its weights and settings.
    /// What was computed with a generator is used again only with one of the same hash. Null where nothing says it; the images of a few fixed latents
    /// are then hashed in its place (<see cref="Identities.GeneratorIdentity"/>).
    /// </summary>
    string? ContentHash => null;

    /// <summary>Generates one image per sample.</summary>
    /// <param name="latents">The samples; of this generator's <see cref="Layout"/>.</param>
    /// <param name="images">Receives [batch, channels, height, width], row-major, values in [0, 1].</param>
    /// <exception cref="ArgumentException">The latents are of another layout, or the destination has another size.</exception>
    void Decode(LatentBatch latents, Span<float> images);
}
