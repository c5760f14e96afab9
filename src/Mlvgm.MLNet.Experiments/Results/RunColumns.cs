using System.Globalization;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Csv;

namespace Mlvgm.MLNet.Experiments.Results;

/// <summary>What a CSV file says of a single probe: whoever reads it can compute means, intervals and paired differences anew.</summary>
static class RunColumns
{
    const string Digits = "F5";

    public static IReadOnlyList<string> Names { get; } = ["labels_per_class", "seed", .. ResultNames];

    /// <summary>The columns of a result alone.</summary>
    public static IReadOnlyList<string> ResultNames => ["top1", "top5", "mean_per_class", "train_rows", "test_rows"];

    public static IReadOnlyList<CsvCell> Of(ProbeRun run) =>
    [
        run.LabelsPerClass is { } count ? CsvCell.Number(count) : CsvCell.Word("all"), CsvCell.Word(run.Seed.ToString(CultureInfo.InvariantCulture)), .. Of(run.Result),
    ];

    public static IReadOnlyList<CsvCell> Of(ProbeResult result) =>
    [
        CsvCell.Number(result.Top1, Digits), CsvCell.Number(result.Top5, Digits), CsvCell.Number(result.Confusion.MeanPerClass, Digits),
        CsvCell.Number(result.TrainRows), CsvCell.Number(result.TestRows),
    ];
}
