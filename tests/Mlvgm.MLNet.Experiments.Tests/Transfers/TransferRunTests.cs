using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Transfers;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Experiments.Tests.Transfers;

public sealed class TransferRunTests : IDisposable
{
    static readonly TransferRun.Options Quick = new() { Probe = ProbeKind.Sgd, Sgd = new() { Epochs = 2 }, Seeds = 2, Device = "cpu" };
    readonly TinyWorld _world = new();

    [Fact]
    public void Every_encoder_is_judged_on_every_data_set_once()
    {
        var result = Run(Quick);
        Assert.True(result.IsFinished);
        var cell = Assert.Single(result.Table.Cells);
        Assert.Equal((_world.Encoder, "idx", 2), (cell.Encoder, cell.Dataset, cell.Results.Count));
        var cells = _world.Cells();
        Run(Quick);
        Assert.Equal(cells, _world.Cells());
        Run(Quick with { Reading = new() { SkipUndecodable = true } });
        Assert.Equal(cells, _world.Cells());
        Run(Quick with { Sgd = Quick.Sgd with { Epochs = 3 } });
        Assert.Equal(2, _world.Cells().Count);
        Run(Quick with { Sgd = Quick.Sgd with { MinimumCropScale = 0.5 } });
        Assert.Equal(3, _world.Cells().Count);
        Assert.StartsWith("encoder,dataset,run,top1,top5,mean_per_class,train_rows,test_rows\n", _world.Text("out/results.csv"));
        Assert.Equal(["1", "2"], _world.Text("out/results.csv").TrimEnd().Split('\n').Skip(1).Select(line => line.Split(',')[^6]));
    }

    [Fact]
    public void A_run_that_is_stopped_says_how_far_it_came()
    {
        var told = new List<RunProgress>();
        var result = new TransferRun(Quick).Run([_world.Encoder], [Idx], _world.Out, told.Add, cancellation: new CancellationToken(canceled: true));
        Assert.False(result.IsFinished);
        Assert.Equal(new RunProgress(0, 1, "stopped"), told[^1]);
        Assert.Contains("0 of 1 are finished.", _world.Text("out/index.partial.html"));
        Assert.Equal(["index.partial.html", "results.partial.csv", "results.partial.json"], _world.Results());
        Assert.True(Run(Quick).IsFinished);
        Assert.Equal(["index.html", "results.csv", "results.json"], _world.Results());
    }

    [Fact]
    public void The_probes_are_told_every_option()
    {
        var usual = Run(Quick).Table.Cells.Single();
        var other = Run(Quick with { Sgd = Quick.Sgd with { LearningRate = 1e-9 } }).Table.Cells.Single();
        Assert.NotEqual(usual.Results[0].Confusion.Counts, other.Results[0].Confusion.Counts);
        Assert.Equal(
            ["LearningRate (--learning-rate) is 0; it is above 0.", "Seeds (--seeds) is 0; it is in [1, 1000]."],
            Assert.Throws<SettingsException>(() => new TransferRun(Quick with { Sgd = new() { LearningRate = 0 }, Seeds = 0 })).Violations);
    }

    [Fact]
    public void Rows_are_called_as_they_are_told_and_what_is_finished_under_another_name_is_found()
    {
        Run(Quick);
        var cells = _world.Cells();
        var result = new TransferRun(Quick).Run([$"frozen={_world.Encoder}", $"again={_world.Encoder}"], [Idx], _world.Out);
        Assert.Equal(["frozen", "again"], result.Table.Encoders);
        Assert.Equal(cells, _world.Cells());
        Assert.Contains("\"frozen\",", _world.Text("out/results.csv"));
        var error = Assert.Throws<ArgumentException>(() => new TransferRun(Quick).Run([_world.Encoder, _world.Encoder], [Idx], _world.Out));
        Assert.StartsWith($"Two rows are called '{_world.Encoder}'", error.Message);
    }

    [Fact]
    public void Two_data_sets_of_one_kind_are_two_columns()
    {
        string other = _world.File("other");
        Directory.CreateDirectory(other);
        foreach (string file in Directory.GetFiles(_world.Data)) File.Copy(file, Path.Combine(other, Path.GetFileName(file)));
        var table = new TransferRun(Quick).Run([_world.Encoder], [Idx, Idx with { Folder = other }], _world.Out).Table;
        Assert.Equal([$"idx={_world.Data}", $"idx={other}"], table.Datasets);
        Assert.Equal(table.Cells.Average(cell => cell.MeanPerClass.Mean), table.MeanPerClass(_world.Encoder)!.Value, 12);
        Assert.StartsWith("Two columns are called 'idx=", Assert.Throws<ArgumentException>(() => new TransferRun(Quick).Run([_world.Encoder], [Idx, Idx], _world.Out)).Message);
    }

    [Fact]
    public void An_encoder_that_is_none_is_named_before_another_is_probed()
    {
        string other = _world.File("other.onnx");
        File.WriteAllText(other, "no model");
        foreach (string wrong in (string[])[_world.File("nowhere.onnx"), other])
        {
            var error = Assert.ThrowsAny<Exception>(() => new TransferRun(Quick).Run([_world.Encoder, wrong], [Idx], _world.Out));
            Assert.Contains(wrong, error.Message);
            Assert.False(Directory.Exists(_world.Out));
        }
    }

    public void Dispose() => _world.Dispose();

    TransferData Idx => new(DatasetDefinitions.Find("idx"), _world.Data);

    TransferResult Run(TransferRun.Options options) => new TransferRun(options).Run([_world.Encoder], [Idx], _world.Out);
}
