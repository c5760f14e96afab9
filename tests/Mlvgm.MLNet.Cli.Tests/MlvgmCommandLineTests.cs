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
