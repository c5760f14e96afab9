using Mlvgm.MLNet.Evaluation.Datasets;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.Experiments.Transfers;

namespace Mlvgm.MLNet.Experiments.Tests.Transfers;

public sealed class TransferRunTests : IDisposable
{
    static readonly TransferRun.Options Quick = new() { Probe = ProbeKind.Sgd, Epochs = 2, Seeds = 2, Device = "cpu" };
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
        Run(Quick with { Epochs = 3 });
        Assert.Equal(2, _world.Cells().Count);
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
        Assert.Contains("0 of 1 are finished.", _world.Text("out/index.html"));
    }

    public void Dispose() => _world.Dispose();

    TransferData Idx => new(DatasetDefinitions.Find("idx"), _world.Data);

    TransferResult Run(TransferRun.Options options) => new TransferRun(options).Run([_world.Encoder], [Idx], _world.Out);
}
