using System.Text.Json.Serialization;
using Mlvgm.MLNet.Data;
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

    /// <summary>Writes results.json, results.csv and index.html into <paramref name="folder"/>.</summary>
    internal void Write(string folder, IReadOnlyList<ImageFindings> data) => ResultFolder.Write(folder, this, data, Csv(), ResultsPage.Of(this));

    /// <summary>The row's advantage over the reference with so many labels; null where there is none.</summary>
    public MeanAndError? DifferenceOf(ExperimentRow row, int? labelsPerClass) =>
        Differences.FirstOrDefault(d => d.Features == row.Arm.Name && d.LabelsPerClass == labelsPerClass)?.Top1;

    /// <summary>A line for every single probe of every encoder.</summary>
    CsvTable Csv()
    {
        var table = new CsvTable(["row", "strategy", "augmentation", "framework", .. RunColumns.Names]);
        foreach (var arm in Rows.Select(row => row.Arm))
        {
            foreach (var run in Runs.Where(run => run.Features == arm.Name))
                table.Add([CsvCell.Text(arm.Name), CsvCell.Text(arm.Strategy), CsvCell.Word(arm.Augmentation), CsvCell.Word(arm.Framework), .. RunColumns.Of(run)]);
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
