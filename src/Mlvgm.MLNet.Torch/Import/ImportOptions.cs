namespace Mlvgm.MLNet.Torch.Import;

/// <summary>The settings of an import.</summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record ImportOptions
{
    /// <summary>
    /// The sampling temperature of an NVAE; above 0. It chooses the weights whose batch-norm statistics were estimated at it, where the file
    /// has such. Null for the weights as trained, and 1. Other kinds take none.
    /// </summary>
    public double? Temperature { get; init; }
}
