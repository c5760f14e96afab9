using Mlvgm.MLNet.Experiments.Comparisons;
using Mlvgm.MLNet.Experiments.Probes;

namespace Mlvgm.MLNet.Experiments.Tests.Comparisons;

public sealed class ResultComparisonTests : IDisposable
{
    readonly TinyWorld _world = new();

    [Fact]
    public void Folders_and_files_of_results_are_put_into_one_table()
    {
        new EncoderEvaluation(new EncoderEvaluation.Options { Draws = 2, Device = "cpu" }).Run([_world.Encoder], _world.Images, _world.Out);
        File.Copy(_world.File("out/results.json"), _world.File("copy.json"));
        var comparison = ResultComparison.Of([_world.Out, _world.File("copy.json")], reference: "out: raw pixels 1x8x8");
        string[] rows = ["out: raw pixels 1x8x8", $"out: {_world.Encoder}", "copy: raw pixels 1x8x8", $"copy: {_world.Encoder}"];
        Assert.Equal(rows, comparison.Table.Cells.Select(cell => cell.Features).Distinct());
        var same = comparison.Differences.Single(row => row.Features == "copy: raw pixels 1x8x8" && row.LabelsPerClass == 10);
        Assert.Equal((0, 2), (same.Top1.Mean, same.Top1.Count));
    }

    [Fact]
    public void What_is_no_result_is_named()
    {
        Assert.Contains("nowhere", Assert.Throws<FileNotFoundException>(() => ResultComparison.Of([_world.File("nowhere")])).Message);
        File.WriteAllText(_world.File("other.json"), "{}");
        Assert.Contains("other.json", Assert.Throws<InvalidDataException>(() => ResultComparison.Of([_world.File("other.json")])).Message);
        Assert.Throws<ArgumentException>(() => ResultComparison.Of([]));
    }

    public void Dispose() => _world.Dispose();
}
