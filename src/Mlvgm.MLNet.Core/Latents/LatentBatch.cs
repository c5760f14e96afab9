namespace Mlvgm.MLNet.Latents;

/// <summary>A batch of samples of every latent, in host memory: one row-major array [batch, size] per latent.</summary>
/// <example>See <c>examples/ApiTour/LatentVectors.cs</c>.</example>
public sealed class LatentBatch
{
    /// <summary>Allocates a batch of zeros.</summary>
    /// <param name="layout">The latents.</param>
    /// <param name="count">Samples in the batch; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public LatentBatch(LatentLayout layout, int count)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Layout = layout;
        Count = count;
        Values = [.. layout.Latents.Select(latent => new float[checked(count * latent.Size)])];
    }

    /// <summary>The latents.</summary>
    public LatentLayout Layout { get; }

    /// <summary>Samples in the batch.</summary>
    public int Count { get; }

    /// <summary>Per latent, in the layout's order, the samples one after another.</summary>
    public IReadOnlyList<float[]> Values { get; }

    /// <summary>Sample <paramref name="row"/> of latent <paramref name="latent"/>.</summary>
    public Span<float> Row(int latent, int row)
    {
        int size = Layout.Latents[latent].Size;
        return Values[latent].AsSpan(row * size, size);
    }
}
