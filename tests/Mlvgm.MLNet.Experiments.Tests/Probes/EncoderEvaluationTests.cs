using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Probes;

namespace Mlvgm.MLNet.Experiments.Tests.Probes;

public sealed class EncoderEvaluationTests : IDisposable
{
    static readonly EncoderEvaluation.Options Two = new() { Draws = 2, Device = "cpu" };
    readonly TinyWorld _world = new();

    [Fact]
    public void Encoders_and_their_pixels_are_rows_and_the_folder_has_three_files()
    {
        var result = new EncoderEvaluation(Two).Run([_world.Encoder], _world.Images, _world.Out);
        Assert.True(result.IsFinished);
        Assert.Equal(["raw pixels 1x8x8", _world.Encoder], result.Table.Cells.Select(cell => cell.Features).Distinct());
        var few = result.Table.Cells[0];
        Assert.Equal((10, 2), (few.LabelsPerClass, few.Top1.Count));
        // The classes differ in brightness by more than the pixels of one class do.
        Assert.Equal(1, result.Table.Cells[1].Top1.Mean);
        // Two draws of the labels, and all of them once, of encoder and pixels.
        string[] lines = File.ReadAllLines(Path.Combine(_world.Out, "results.csv"));
        Assert.Equal(1 + 2 * (2 + 1), lines.Length);
        Assert.Equal("features,labels_per_class,seed,top1,top5,mean_per_class,train_rows,test_rows", lines[0]);
        Assert.Equal(result.Table.Runs.Select(run => FormattableString.Invariant($"{run.Result.Top1:F5}")), lines.Skip(1).Select(line => line.Split(',')[3]));
        var read = ProbeTable.FromJson(_world.Text("out/results.json"), "results.json");
        Assert.Equal(result.Table.Cells.Select(cell => (cell.Features, cell.Top1)), read.Cells.Select(cell => (cell.Features, cell.Top1)));
        Assert.Contains("raw pixels 1x8x8", _world.Text("out/index.html"));
    }

    [Fact]
    public void What_is_finished_is_not_computed_again_unless_it_is_asked_for_otherwise()
    {
        new EncoderEvaluation(Two).Run([_world.Encoder], _world.Images, _world.Out);
        var cells = _world.Cells();
        Assert.Equal(2, cells.Count);
        new EncoderEvaluation(Two).Run([_world.Encoder], _world.Images, _world.Out);
        Assert.Equal(cells, _world.Cells());
        var result = new EncoderEvaluation(Two with { Neighbours = 3 }).Run([_world.Encoder], _world.Images, _world.Out);
        Assert.Equal(4, _world.Cells().Count);
        Assert.Contains("raw pixels 1x8x8, nearest neighbours", result.Table.Cells.Select(cell => cell.Features));
        new EncoderEvaluation(Two with { Probe = Two.Probe with { L2RegularizationPerRow = 1 } }).Run([_world.Encoder], _world.Images, _world.Out);
        Assert.Equal(6, _world.Cells().Count);
    }

    [Fact]
    public void A_run_that_is_stopped_has_what_is_finished()
    {
        var result = new EncoderEvaluation(Two).Run([_world.Encoder], _world.Images, _world.Out, new CancellationToken(canceled: true));
        Assert.False(result.IsFinished);
        Assert.Empty(result.Table.Cells);
        Assert.Empty(_world.Results());
    }

    [Fact]
    public void Names_of_files_stay_names_on_the_page()
    {
        string hostile = _world.File("<b onload=x>.onnx");
        File.Copy(_world.Encoder, hostile);
        new EncoderEvaluation(Two with { Draws = 1 }).Run([hostile], _world.Images, _world.Out);
        string page = _world.Text("out/index.html");
        Assert.DoesNotContain("<b onload", page);
        Assert.Contains("&lt;b onload=x&gt;.onnx", page);
    }

    public void Dispose() => _world.Dispose();
}
