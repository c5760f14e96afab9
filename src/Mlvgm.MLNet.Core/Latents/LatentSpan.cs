namespace Mlvgm.MLNet.Latents;

/// <summary>
/// Latents that are perturbed together: one, a group, or a range. Seen as one vector, it holds each draw once, in generation order; spatial
/// latents are flattened.
/// </summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class LatentSpan
{
    internal LatentSpan(LatentLayout layout, string name, IReadOnlyList<int> indices)
    {
        (Layout, Name, Indices) = (layout, name, [.. indices.Order()]);
        int size = 0;
        var draws = new List<SpanDraw>();
        foreach (var draw in Indices.GroupBy(index => layout.Latents[index].Draw))
        {
            int[] members = [.. draw];
            draws.Add(new SpanDraw(draw.Key, layout.Latents[members[0]], members, size));
            size = checked(size + layout.Latents[members[0]].Size);
        }
        (Draws, Size) = (draws, size);
    }

    /// <summary>The layout that the span is part of.</summary>
    public LatentLayout Layout { get; }

    /// <summary>The name of the latent, group or range.</summary>
    public string Name { get; }

    /// <summary>The positions of the latents in the layout, ascending.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>The names of the latents, in generation order.</summary>
    public IReadOnlyList<string> LatentNames => [.. Indices.Select(index => Layout.Latents[index].Name)];

    /// <summary>The distinct draws, in generation order.</summary>
    public IReadOnlyList<SpanDraw> Draws { get; }

    /// <summary>Numbers in the span's vector.</summary>
    public int Size { get; }

    /// <summary>Copies sample <paramref name="row"/> of a batch into <paramref name="vector"/>, of <see cref="Size"/> numbers.</summary>
    public void Gather(LatentBatch batch, int row, Span<float> vector)
    {
        foreach (var draw in Draws) batch.Row(draw.Latents[0], row).CopyTo(vector[draw.Offset..]);
    }

    /// <summary>Copies <paramref name="vector"/> into every latent of the span, in sample <paramref name="row"/> of a batch.</summary>
    public void Scatter(ReadOnlySpan<float> vector, LatentBatch batch, int row)
    {
        foreach (var draw in Draws)
        {
            foreach (int latent in draw.Latents)
                vector.Slice(draw.Offset, draw.Specification.Size).CopyTo(batch.Row(latent, row));
        }
    }
}

/// <summary>One draw within a <see cref="LatentSpan"/>.</summary>
/// <param name="Name">The draw's name.</param>
/// <param name="Specification">The shape and prior that the draw's latents have in common.</param>
/// <param name="Latents">The positions, in the layout, of the span's latents that share the draw.</param>
/// <param name="Offset">Where the draw begins in the span's vector.</param>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed record SpanDraw(string Name, LatentSpecification Specification, IReadOnlyList<int> Latents, int Offset);
