using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Tests.Training;

public class ConsoleProgressTests
{
    [Fact]
    public void A_line_tells_loss_speed_share_of_generation_time_left_and_spread() => Assert.Equal(
        "step 50/200  loss -0.812  1234 img/s  generating 12 %  1:15 left  std 0.040 of 0.044",
        ConsoleProgress.Format(At(50, 200)));

    [Fact]
    public void A_collapse_is_said() => Assert.EndsWith(
        "std 0.001 of 0.044  COLLAPSED", ConsoleProgress.Format(At(50, 200) with { Spread = new EmbeddingSpread(0.001, 0.044) }));

    [Fact]
    public void The_accuracy_of_nearest_neighbours_is_said_once_there_is_one() =>
        Assert.EndsWith("std 0.040 of 0.044  kNN 61.3 %", ConsoleProgress.Format(At(50, 200) with { Reading = new("kNN", 0.6126) }));

    [Fact]
    public void On_a_terminal_the_line_is_overwritten()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer, terminal: true);
        progress.Report(At(1, 2));
        progress.Report(At(2, 2));
        Assert.Equal(2, writer.ToString().Count(c => c == '\r'));
        Assert.Equal(1, writer.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public void Elsewhere_there_is_a_line_for_each_tenth()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer, terminal: false);
        for (int step = 1; step <= 1000; step++) progress.Report(At(step, 1000));
        Assert.Equal(11, writer.ToString().Count(c => c == '\n'));
        Assert.DoesNotContain('\r', writer.ToString());
    }

    static TrainingProgress At(int step, int total) => new()
    {
        Step = step,
        TotalSteps = total,
        Loss = -0.8123,
        LearningRate = 0.1,
        ImagesPerSecond = 1234.4,
        GenerationShare = 0.12,
        Elapsed = TimeSpan.FromSeconds(25),
        Remaining = TimeSpan.FromSeconds(75),
        Spread = new EmbeddingSpread(0.040, 0.044),
    };
}
