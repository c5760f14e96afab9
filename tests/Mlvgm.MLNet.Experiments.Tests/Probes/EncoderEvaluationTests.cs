using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Evaluation.Reports;
using Mlvgm.MLNet.Experiments.Probes;
using Mlvgm.MLNet.Onnx;

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
    public void A_row_is_called_as_it_is_told()
    {
        string copy = _world.File("copy.onnx");
        File.Copy(_world.Encoder, copy);
        var table = new EncoderEvaluation(Two with { Neighbours = 3 }).Run([$"frozen={_world.Encoder}", $"adapted={copy}"], _world.Images, _world.Out).Table;
        Assert.Equal(
            ["raw pixels 1x8x8", "raw pixels 1x8x8, nearest neighbours", "frozen", "frozen, nearest neighbours", "adapted", "adapted, nearest neighbours"],
            table.Cells.Select(cell => cell.Features).Distinct());
        Assert.Contains("<th scope=\"row\">adapted</th>", _world.Text("out/index.html"));
        Assert.Equal(table.Cells[0].MeanPerClass, ProbeTable.FromJson(_world.Text("out/results.json"), "results.json").Cells[0].MeanPerClass);
    }

    [Fact]
    public void Two_rows_of_one_name_are_refused_before_anything_is_probed()
    {
        string copy = _world.File("copy.onnx");
        File.Copy(_world.Encoder, copy);
        foreach (string[] encoders in (string[][])
            [[_world.Encoder, _world.Encoder], [$"a={_world.Encoder}", $"a={copy}"], [$"raw pixels 1x8x8={copy}"], [$"a={copy}", $"a, nearest neighbours={_world.Encoder}"]])
        {
            var options = Two with { Neighbours = encoders[^1].Contains("nearest") ? 3 : null };
            var error = Assert.Throws<ArgumentException>(() => new EncoderEvaluation(options).Run(encoders, _world.Images, _world.Out));
            Assert.StartsWith("Two rows are called '", error.Message);
            Assert.Contains("NAME=FILE", error.Message);
            Assert.False(Directory.Exists(_world.Out));
        }
    }

    [Fact]
    public void Pixels_are_one_row_also_where_an_encoder_of_other_images_stands_between()
    {
        string[] encoders = [_world.File("first.onnx"), _world.File("between.onnx"), _world.File("last.onnx")];
        foreach (var (file, resize) in encoders.Zip([ImageResize.Fit, ImageResize.Stretch, ImageResize.Fit]))
        {
            File.Copy(_world.Encoder, file);
            (EncoderCard.Read(file) with { Resize = resize }).WriteInto(file);
        }
        var table = new EncoderEvaluation(Two).Run(encoders, _world.Images).Table;
        Assert.All(table.Cells.Where(cell => cell.Features == "raw pixels 1x8x8"), cell => Assert.Equal(cell.LabelsPerClass is null ? 1 : 2, cell.Top1.Count));
        Assert.Equal(5, table.Cells.Select(cell => cell.Features).Distinct().Count());
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
