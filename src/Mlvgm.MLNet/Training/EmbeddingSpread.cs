using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// The standard deviation over a batch of unit-length embeddings, averaged over their coordinates. Embeddings that fill the sphere
/// have 1/√width; a collapsed encoder, which gives every image one embedding, has 0 (Chen and He, 2021, section 4.1).
/// </summary>
/// <param name="Deviation">The measured standard deviation.</param>
/// <param name="Healthy">1/√width.</param>
/// <example>See <c>examples/ApiTour/LossFunctions.cs</c>.</example>
public readonly record struct EmbeddingSpread(double Deviation, double Healthy)
{
    /// <summary>Whether the deviation is below a tenth of <see cref="Healthy"/>.</summary>
    public bool Collapsed => Deviation < 0.1 * Healthy;

    /// <summary>Measures embeddings [batch, width].</summary>
    public static EmbeddingSpread Of(Tensor embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        double deviation = nn.functional.normalize(embeddings, dim: 1).std(0, unbiased: false).mean().item<float>();
        return new EmbeddingSpread(deviation, 1 / Math.Sqrt(embeddings.shape[1]));
    }
}
