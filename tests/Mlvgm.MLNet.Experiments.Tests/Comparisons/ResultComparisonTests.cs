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
    public void Evaluations_with_a_seed_each_make_rows_of_three_seeds_in_every_budget()
    {
        string[] folders = [.. Enumerable.Range(0, 3).Select(seed =>
        {
            string encoder = _world.File($"seed{seed}.onnx"), folder = _world.File($"clothing/{seed}");
            File.Copy(_world.Encoder, encoder);
            var options = new EncoderEvaluation.Options { LabelsPerClass = [1, 4], Draws = 1, Seed = (ulong)seed, Neighbours = 3, Device = "cpu" };
            new EncoderEvaluation(options).Run([$"frozen={_world.Encoder}", $"adapted={encoder}"], _world.Images, folder);
            return folder;
        })];
        var comparison = ResultComparison.Of(folders, "frozen");
        Assert.Equal(3 * 3 + 3, comparison.Table.Cells.Count);
        Assert.All(comparison.Table.Cells, cell => Assert.Equal(3, cell.Top1.Count));
        Assert.All(comparison.Differences, difference => Assert.Equal((3, 3), (difference.Top1.Count, difference.MeanPerClass!.Count)));
        // The same file: pairs share the labels, so nothing is left.
        Assert.All(
            comparison.Differences.Where(difference => difference.Features == "adapted"),
            difference => Assert.Equal((0, 0), (difference.Top1.Mean, difference.Top1.HalfInterval95)));
        var pixels = comparison.Table.Cells.Single(cell => cell.Features == "raw pixels 1x8x8" && cell.LabelsPerClass is null);
        Assert.Equal(0, pixels.Top1.HalfInterval95);
    }

    [Fact]
    public void Folders_of_one_name_are_called_by_their_paths()
    {
        foreach (string folder in (string[])["clothing/seed0", "textures/seed0"])
            new EncoderEvaluation(new EncoderEvaluation.Options { Draws = 1, Device = "cpu" }).Run([$"mine={_world.Encoder}"], _world.Images, _world.File(folder));
        string[] folders = [_world.File("clothing/seed0"), _world.File("textures/seed0")];
        Assert.Contains($"{folders[1]}: mine", ResultComparison.Of(folders).Table.Cells.Select(cell => cell.Features));
        Assert.Contains("Two rows would be called", Assert.Throws<ArgumentException>(() => ResultComparison.Of([folders[0], folders[0]])).Message);
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
