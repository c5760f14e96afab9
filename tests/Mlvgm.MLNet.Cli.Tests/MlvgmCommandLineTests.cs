using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests;

public class MlvgmCommandLineTests
{
    [Fact]
    public async Task Help_names_every_verb()
    {
        var run = await CliRun.Of("--help");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        string[] verbs = ["doctor", "list", "inspect", "import", "train-generator", "views", "train", "embed", "evaluate"];
        Assert.All(verbs, verb => Assert.Contains($"  {verb} ", run.Output));
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_wrong_setting_cannot_command_the_terminal_or_begin_a_line()
    {
        var run = await CliRun.Of("feeding", "nowhere", "--data", "nowhere", "--out", "nowhere", "--width", "1\u001b[2J\nmlvgm: done");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("mlvgm: --width is '1\uFFFD[2J mlvgm: done'; expected a whole number", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("doctor", "--nope")]
    [InlineData("docter")]
    [InlineData("doctor", "--json")]
    public async Task Wrong_usage_exits_with_2_and_points_at_the_help(params string[] args)
    {
        var run = await CliRun.Of(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--help", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task No_verb_is_wrong_usage() => Assert.Equal(ExitCode.Usage, (await CliRun.Of()).ExitCode);
}
