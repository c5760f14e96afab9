using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Onnx;

namespace ApiTour;

/// <summary>Two kinds of features with several draws of labels: a table, and whether their difference is more than chance.</summary>
public static class ComparedFeatures
{
    /// <summary>Probes pixels and an encoder's features with the same labels.</summary>
    /// <returns>The table as Markdown, a line for each cell, and the difference in words.</returns>
    public static (string Table, IReadOnlyList<string> Cells, string Difference) Run(string encoderPath)
    {
        ImageDataset train = Small.Images(40), test = Small.Images(20);
        using var encoder = new OnnxEncoder(encoderPath);
        var protocol = new ProbeProtocol(new MLContext(seed: 1), new ProbeProtocol.Options(new ProbingOptions { LabelsPerClass = [2] }) { Seeds = [0, 1, 2] });
        List<ProbeRun> runs =
        [
            .. protocol.Run("pixels", DatasetFeatures.Pixels(train), DatasetFeatures.Pixels(test)),
            .. protocol.Run("encoder", DatasetFeatures.Encode(train, encoder), DatasetFeatures.Encode(test, encoder)),
        ];
        var table = new ProbeTable(runs);
        IEnumerable<string> cells = table.Cells.Select((ProbeCell cell) => $"{cell.Features}, {AccuracyText.Labels(cell.LabelsPerClass)}: {AccuracyText.Of(cell.Top1)}");
        PairedDifference difference = PairedDifference.Between(runs, "encoder", "pixels").Single(one => one.LabelsPerClass == 2);
        MeanAndError top1 = difference.Top1;
        string note = IntervalText.Note(table.Cells.Select(cell => cell.Top1), "draws of the labels");
        return ($"{table.ToMarkdown()}\n{note}", [.. cells], $"{AccuracyText.Difference(top1)} over {top1.Count} draws of labels, shown: {top1.DiffersFromZero}");
    }

    /// <summary>Results of several evaluations in one table, each less a reference.</summary>
    /// <returns>The names of the rows.</returns>
    public static IReadOnlyList<string> Join(ProbeTable first, ProbeTable second)
    {
        var comparison = new ProbeComparison([("first", first), ("second", second)]);
        return [.. comparison.Table.Cells.Select(cell => cell.Features).Distinct()];
    }
}
