using System.Text.Json.Serialization;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Machines;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What is known of an experiment so far.</summary>
/// <param name="Name">What scripts call it.</param>
/// <param name="Title">What the table is about.</param>
/// <param name="Settings">What all encoders have in common.</param>
/// <param name="Reference">The row with which the others are compared: the best of the baselines.</param>
/// <param name="Treatment">The row whose advantage is the question.</param>
/// <param name="Rows">The finished rows.</param>
/// <param name="Differences">Each row less the reference, paired by seed.</param>
/// <param name="Planned">Cells in all.</param>
/// <param name="Finished">Cells that are finished.</param>
/// <param name="TrainingHours">Hours of training in the finished cells.</param>
/// <param name="Machine">Where it ran.</param>
public sealed record ExperimentResults(
    string Name, string Title, ExperimentSettings Settings, string? Reference, string? Treatment, IReadOnlyList<ExperimentRow> Rows,
    IReadOnlyList<PairedDifference> Differences, int Planned, int Finished, double TrainingHours, string Machine)
{
    const string Digits = "F5";

    /// <summary>Every probe of every finished cell.</summary>
    public required IReadOnlyList<ProbeRun> Runs { get; init; }

    /// <summary>The label budgets, small ones first; null for all labels.</summary>
    [JsonIgnore]
    public IReadOnlyList<int?> Budgets => [.. Settings.LabelsPerClass.Select(count => (int?)count), null];

    /// <summary>The answer in a sentence.</summary>
    [JsonIgnore]
    public string Summary => ResultsPage.Lead(this);

    /// <summary>Whether every encoder and baseline is finished.</summary>
    [JsonIgnore]
    public bool IsFinished => Finished == Planned;

    /// <summary>Summarises finished cells.</summary>
    internal static ExperimentResults Of(ExperimentDesign design, ExperimentSettings settings, IReadOnlyList<ExperimentCell> cells, int planned)
    {
        List<ProbeRun> runs = [.. cells.SelectMany(cell => cell.Runs)];
        var table = new ProbeTable(runs);
        double? Top1(string name) => table.Cells.FirstOrDefault(cell => cell.Features == name && cell.LabelsPerClass is null)?.Top1.Mean;
        string? reference = design.Baselines.Where(name => Top1(name) is not null).MaxBy(Top1);
        ExperimentRow[] rows =
        [
            .. from arm in design.Arms
               let own = cells.Where(cell => cell.Arm == arm).ToList()
               where own.Count > 0
               select new ExperimentRow(
                   arm, [.. table.Cells.Where(cell => cell.Features == arm.Name)], own.Count(cell => cell.Collapsed == true),
                   own.Sum(cell => cell.TrainingSeconds ?? 0) / own.Count),
        ];
        List<PairedDifference> differences = reference is null
            ? []
            : [.. rows.Where(row => row.Arm.Name != reference).SelectMany(row => PairedDifference.Between(runs, row.Arm.Name, reference))];
        return new ExperimentResults(
            design.Name, design.Title, settings, reference, design.Treatment, rows, differences, planned, cells.Count,
            cells.Sum(cell => cell.TrainingSeconds ?? 0) / 3600, ThisMachine.Description)
        {
            Runs = runs,
        };
    }

    /// <summary>Writes results.json, results.csv and index.html into <paramref name="folder"/>, or the partial ones.</summary>
    internal void Write(string folder) => ResultFolder.Write(folder, IsFinished, this, Csv(), ResultsPage.Of(this));

    /// <summary>The row's advantage over the reference with so many labels; null where there is none.</summary>
    public MeanAndError? DifferenceOf(ExperimentRow row, int? labelsPerClass) =>
        Differences.FirstOrDefault(d => d.Features == row.Arm.Name && d.LabelsPerClass == labelsPerClass)?.Top1;

    /// <summary>A line for each row and label budget.</summary>
    CsvTable Csv()
    {
        var table = new CsvTable(
            "row", "strategy", "augmentation", "framework", "labels_per_class", "seeds", "top1", "top1_half_interval95", "top5", "difference",
            "difference_half_interval95");
        foreach (var row in Rows)
        {
            foreach (var cell in row.Cells)
            {
                var difference = DifferenceOf(row, cell.LabelsPerClass);
                table.Add(
                    CsvCell.Text(row.Arm.Name), CsvCell.Text(row.Arm.Strategy), CsvCell.Word(row.Arm.Augmentation), CsvCell.Word(row.Arm.Framework),
                    cell.LabelsPerClass is { } count ? CsvCell.Number(count) : CsvCell.Word("all"), CsvCell.Number(cell.Top1.Count), CsvCell.Number(cell.Top1.Mean, Digits),
                    CsvCell.Number(cell.Top1.HalfInterval95, Digits), CsvCell.Number(cell.Top5.Mean, Digits), CsvCell.Number(difference?.Mean, Digits),
                    CsvCell.Number(difference?.HalfInterval95, Digits));
            }
        }
        return table;
    }
}

/// <summary>The results of one arm.</summary>
/// <param name="Arm">How its encoders were trained.</param>
/// <param name="Cells">Accuracies per label budget.</param>
/// <param name="Collapsed">Seeds whose embeddings collapsed.</param>
/// <param name="TrainingSeconds">Mean seconds of training an encoder.</param>
public sealed record ExperimentRow(ExperimentArm Arm, IReadOnlyList<ProbeCell> Cells, int Collapsed, double TrainingSeconds);
