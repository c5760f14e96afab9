using System.Text.Json.Nodes;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Tests.Runs;

public sealed class MetricsFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_line_is_an_object_with_stable_keys()
    {
        new MetricsFile(File).Write(At(3) with { Reading = new("kNN", 0.5) });
        var line = JsonNode.Parse(Assert.Single(System.IO.File.ReadAllLines(File)))!.AsObject();
        Assert.Equal(
            [
                "step", "loss", "learningRate", "imagesPerSecond", "generationShare", "seconds", "embeddingDeviation", "healthyDeviation",
                "collapsed", "knnAccuracy",
            ],
            line.Select(entry => entry.Key));
        Assert.Equal((3, 0.5), (line["step"]!.GetValue<int>(), line["knnAccuracy"]!.GetValue<double>()));
    }

    [Fact]
    public void Rewinding_drops_later_lines_and_one_that_was_cut()
    {
        var file = new MetricsFile(File);
        foreach (int step in new[] { 10, 20, 30 }) file.Write(At(step));
        System.IO.File.AppendAllText(File, """{"step":4""");
        file.Rewind(20);
        file.Write(At(25));
        Assert.Equal([10, 20, 25], System.IO.File.ReadLines(File).Select(line => JsonNode.Parse(line)!["step"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"step":4,"step":5}""")]
    [InlineData("""{"a":{"b":1,"b":2},"a":3,"step":4}""")]
    [InlineData("""{"step":99999999999}""")]
    [InlineData("""{"step":4.5}""")]
    [InlineData("""{"step":"4"}""")]
    [InlineData("""{"step":null}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("4")]
    [InlineData("")]
    public void Lines_that_are_no_reading_are_dropped(string line)
    {
        var file = new MetricsFile(File);
        file.Write(At(10));
        System.IO.File.AppendAllText(File, line + "\n");
        file.Write(At(15));
        file.Rewind(20);
        Assert.Equal([10, 15], System.IO.File.ReadLines(File).Select(kept => JsonNode.Parse(kept)!["step"]!.GetValue<int>()));
    }

    [Fact]
    public void Rewinding_what_is_not_there_does_nothing()
    {
        new MetricsFile(File).Rewind(0);
        Assert.False(System.IO.File.Exists(File));
    }

    public void Dispose() => _folder.Dispose();

    string File => _folder.File("metrics.jsonl");

    static TrainingProgress At(int step) => new()
    {
        Step = step,
        TotalSteps = 100,
        Loss = -0.5,
        LearningRate = 0.1,
        ImagesPerSecond = 10,
        GenerationShare = 0.1,
        Elapsed = TimeSpan.FromSeconds(1),
        Remaining = TimeSpan.Zero,
        Spread = new EmbeddingSpread(0.1, 0.125),
    };
}
