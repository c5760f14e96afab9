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
    public double? Mean(string encoder) => Datasets.Select(dataset => Find(encoder, dataset)?.Top1.Mean).ToList() is var means && means.All(mean => mean is not null)
        ? means.Average()
        : null;
}
