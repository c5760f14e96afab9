using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;

namespace Mlvgm.MLNet.Evaluation.Transfer;

/// <summary>One encoder on one data set.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Dataset">The data set's name.</param>
/// <param name="Results">A result for each seed.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record TransferCell(string Encoder, string Dataset, IReadOnlyList<ProbeResult> Results)
{
    /// <summary>Top-1 accuracy over the seeds.</summary>
    public MeanAndError Top1 => MeanAndError.Of([.. Results.Select(result => result.Top1)]);

    /// <summary>The mean over classes of their accuracy, over the seeds: what others report of unbalanced sets such as Caltech-101 and Pets.</summary>
    public MeanAndError MeanPerClass => MeanAndError.Of([.. Results.Select(result => result.Confusion.MeanPerClass ?? 0)]);
}
