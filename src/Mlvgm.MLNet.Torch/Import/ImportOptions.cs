using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Import;

/// <summary>The settings of an import.</summary>
/// <example>See <c>examples/ApiTour/StyleGanImages.cs</c>.</example>
public sealed record ImportOptions : ISettings
{
    /// <summary>
    /// The sampling temperature of an NVAE; above 0. It chooses the weights whose batch-norm statistics were estimated at it, where the file
    /// has such. Null for the weights as trained, and 1. Other kinds take none.
    /// </summary>
    [Setting("The sampling temperature of an NVAE; 1, and the weights as trained, when none.", Placeholder = "T", Above = 0)]
    public double? Temperature { get; init; }
}
