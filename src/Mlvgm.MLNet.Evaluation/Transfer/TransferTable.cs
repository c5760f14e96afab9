namespace Mlvgm.MLNet.Evaluation.Transfer;

/// <summary>Encoders against data sets (paper, Table 5).</summary>
/// <param name="Cells">The finished cells.</param>
/// <example>See <c>examples/ApiTour/TransferredEncoder.cs</c>.</example>
public sealed record TransferTable(IReadOnlyList<TransferCell> Cells)
{
    /// <summary>The encoders, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Encoders => [.. Cells.Select(cell => cell.Encoder).Distinct()];

    /// <summary>The data sets, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Datasets => [.. Cells.Select(cell => cell.Dataset).Distinct()];

    /// <summary>The cell; null where it is not finished.</summary>
    public TransferCell? Find(string encoder, string dataset) => Cells.FirstOrDefault(cell => cell.Encoder == encoder && cell.Dataset == dataset);

    /// <summary>The mean of an encoder's top-1 accuracies over the data sets; null unless all are finished.</summary>
    public double? Mean(string encoder) => Mean(encoder, cell => cell.Top1.Mean);

    /// <summary>The mean of an encoder's balanced accuracies over the data sets; null unless all are finished.</summary>
    public double? MeanPerClass(string encoder) => Mean(encoder, cell => cell.MeanPerClass.Mean);

    double? Mean(string encoder, Func<TransferCell, double> figure)
    {
        TransferCell?[] cells = [.. Datasets.Select(dataset => Find(encoder, dataset))];
        return cells.Any(cell => cell is null) ? null : cells.Average(cell => (double?)figure(cell!));
    }
}
