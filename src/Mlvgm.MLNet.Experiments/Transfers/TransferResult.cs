using Mlvgm.MLNet.Evaluation.Transfer;

namespace Mlvgm.MLNet.Experiments.Transfers;

/// <summary>What a transfer run found.</summary>
/// <param name="Table">The finished cells.</param>
/// <param name="Planned">Cells in all.</param>
public sealed record TransferResult(TransferTable Table, int Planned)
{
    /// <summary>Whether every encoder was judged on every data set.</summary>
    public bool IsFinished => Table.Cells.Count == Planned;
}
