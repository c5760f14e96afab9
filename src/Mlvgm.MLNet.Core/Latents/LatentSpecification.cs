namespace Mlvgm.MLNet.Latents;

/// <summary>One latent variable of a generator.</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record LatentSpecification
{
    /// <summary>Describes a latent.</summary>
    /// <param name="name">Unique within its generator; also the name of its column and of its ONNX input.</param>
    /// <param name="shape">The shape of one sample: (20) for a vector, (channels, height, width) for a spatial latent.</param>
    /// <param name="prior">The distribution of each coordinate, independently; N(0, 1) when null.</param>
    /// <param name="draw">The name of the draw that gives an anchor's value; the latent's own name when null.</param>
    /// <exception cref="ArgumentException">A name is blank, or the shape is empty or has a dimension below 1.</exception>
    public LatentSpecification(string name, IReadOnlyList<int> shape, TruncatedNormal? prior = null, string? draw = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (draw is not null) ArgumentException.ThrowIfNullOrWhiteSpace(draw);
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count == 0 || shape.Any(d => d < 1))
            throw new ArgumentException(
                $"Latent '{name}' has shape ({string.Join(", ", shape)}): every dimension must be at least 1.", nameof(shape));
        Name = name;
        Shape = [.. shape];
        Prior = prior ?? TruncatedNormal.Standard;
        Draw = draw ?? name;
        Size = shape.Aggregate(1, (product, d) => checked(product * d));
    }

    /// <summary>The name, unique within the generator.</summary>
    public string Name { get; }

    /// <summary>The shape of one sample, without the batch dimension.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The distribution that anchors are drawn from, coordinate by coordinate.</summary>
    public TruncatedNormal Prior { get; }

    /// <summary>
    /// The name of the draw that gives an anchor's value. Latents of one draw have equal anchors, and one noise where they are perturbed:
    /// StyleGAN2 repeats one z at every level, and views replace it at some (docs/method/latents-and-priors.md#stylegan2).
    /// </summary>
    public string Draw { get; }

    /// <summary>Coordinates in one sample.</summary>
    public int Size { get; }
}
