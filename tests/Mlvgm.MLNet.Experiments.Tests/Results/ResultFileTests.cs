using System.Globalization;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Feeding;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Reports.Csv;
using Mlvgm.MLNet.Reports.Html;
using Mlvgm.MLNet.Reports.Json;

namespace Mlvgm.MLNet.Experiments.Tests.Results;

/// <summary>The three files of a result say what was computed: numbers read back from JSON and CSV are those of the object.</summary>
public sealed class ResultFileTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void Probes_read_back_to_the_last_bit_from_JSON_and_to_five_digits_from_CSV()
    {
        var table = new EncoderEvaluation(new() { Draws = 2, Device = "cpu" }).Run([_world.Encoder], _world.Images, _world.Out).Table;
        var read = ProbeTable.FromJson(_world.Text("out/results.json"), "results.json");
        Assert.Equal(table.ToJson(), read.ToJson());
        foreach (var (run, again) in table.Runs.Zip(read.Runs))
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(run.Result.Top1), BitConverter.DoubleToInt64Bits(again.Result.Top1));
            Assert.Equal(run.Result.Confusion.Counts, again.Result.Confusion.Counts);
        }
        var rows = Rows();
        Assert.Equal(table.Runs.Count, rows.Count);
        foreach (var (run, row) in table.Runs.Zip(rows))
        {
            Assert.Equal((run.Features, run.LabelsPerClass?.ToString(CultureInfo.InvariantCulture) ?? "all", $"{run.Seed}"),
                (row["features"], row["labels_per_class"], row["seed"]));
            CheckResult(run.Result, row);
        }
        CheckData();
    }

    [Fact]
    public void Transfers_read_back()
    {
        var options = new TransferRun.Options { Probe = ProbeKind.Sgd, Sgd = new() { Epochs = 2 }, Seeds = 3, Device = "cpu" };
        var table = new TransferRun(options).Run([_world.Encoder], [new TransferData(DatasetDefinitions.Find("idx"), _world.Data)], _world.Out).Table;
        var json = JsonNode.Parse(_world.Text("out/results.json"))!;
        Assert.Equal(("transfer", 1, 1), ((string?)json["name"], (int)json["finished"]!, (int)json["planned"]!));
        var cells = ReportJson.Parse<TransferCell[]>(json["cells"]!.ToJsonString());
        Assert.Equal(table.Cells.Select(cell => (cell.Encoder, cell.Dataset, cell.Top1, cell.MeanPerClass)),
            cells.Select(cell => (cell.Encoder, cell.Dataset, cell.Top1, cell.MeanPerClass)));
        Assert.Equal([_world.Encoder], table.Encoders);
        Assert.Equal(table.Cells[0].Top1.Mean, table.Mean(_world.Encoder));
        Assert.Null(table.Find(_world.Encoder, "dtd"));
        var rows = Rows();
        Assert.Equal(3, rows.Count);
        foreach (var (result, row) in table.Cells[0].Results.Zip(rows))
        {
            Assert.Equal((_world.Encoder, "idx"), (row["encoder"], row["dataset"]));
            CheckResult(result, row);
        }
        CheckData(parts => parts[$"idx={_world.Data}"]!.AsArray());
    }

    [Fact]
    public void Epochs_read_back()
    {
        var options = new FeedingExperiment.Options { Batches = [4], Images = 8, Width = 2, Watts = 100, GramsPerKilowattHour = 360, Device = "cpu" };
        var report = new FeedingExperiment(options).Run(_world.Generator, _world.Images, _world.Out);
        var json = JsonNode.Parse(_world.Text("out/results.json"))!;
        Assert.Equal(report.Results, ReportJson.Parse<FeedingResult[]>(json["results"]!.ToJsonString()));
        Assert.Equal(report.Settings, ReportJson.Parse<FeedingSettings>(json["settings"]!.ToJsonString()));
        foreach (var (result, row) in report.Results.Zip(Rows()))
        {
            Assert.Equal((result.Way, $"{result.Batch}"), (row["way"], row["batch"]));
            Assert.Equal(result.Seconds, Number(row["seconds"]), 0.005 + 1e-9);
            Assert.Equal(result.WaitingShare, Number(row["waiting_share"]), 0.00005 + 1e-9);
            Assert.Equal(result.Joules, Number(row["joules"]), 0.05 + 1e-9);
            Assert.Equal(result.GramsCo2, Number(row["grams_co2"]), 0.00005 + 1e-9);
        }
        CheckData();
    }

    [Fact]
    public void Results_that_are_not_finished_have_other_names_and_go_when_all_is_there()
    {
        void Write(bool isFinished) => ResultFolder.Write(_world.Out, isFinished, new { n = 1 }, new[] { 2 }, new CsvTable("a"), Markup.Of($"<p>"));
        Write(isFinished: false);
        Write(isFinished: false);
        Assert.Equal(["index.partial.html", "results.partial.csv", "results.partial.json"], _world.Results());
        Write(isFinished: true);
        Assert.Equal(["index.html", "results.csv", "results.json"], _world.Results());
        Assert.Equal("index.html, results.json, results.csv", ResultFolder.Names(isFinished: true));
        Assert.Equal("index.partial.html, results.partial.json, results.partial.csv", ResultFolder.Names(isFinished: false));
        Assert.Equal("""{"n":1,"data":[2]}""", JsonNode.Parse(_world.Text("out/results.json"))!.ToJsonString());
    }

    public void Dispose() => _world.Dispose();

    static void CheckResult(ProbeResult result, Dictionary<string, string> row)
    {
        Assert.Equal(result.Top1, Number(row["top1"]), 5e-6 + 1e-12);
        Assert.Equal(result.Top5, Number(row["top5"]), 5e-6 + 1e-12);
        Assert.Equal(result.Confusion.MeanPerClass!.Value, Number(row["mean_per_class"]), 5e-6 + 1e-12);
        Assert.Equal((result.TrainRows, result.TestRows), ((long)Number(row["train_rows"]), (long)Number(row["test_rows"])));
    }

    /// <summary>What was read is in the result: both parts, and how many images each has.</summary>
    void CheckData(Func<JsonNode, JsonArray>? of = null)
    {
        var data = JsonNode.Parse(_world.Text("out/results.json"))!["data"]!;
        var parts = of is null ? data.AsArray() : of(data);
        Assert.Contains(parts, part => (string?)part!["part"] == "Train" && (int)part["images"]! == 160);
        Assert.All(parts, part => Assert.Empty(part!["undecodable"]!.AsArray()));
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    List<Dictionary<string, string>> Rows()
    {
        var rows = CsvRows.Read(_world.Text("out/results.csv"));
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
