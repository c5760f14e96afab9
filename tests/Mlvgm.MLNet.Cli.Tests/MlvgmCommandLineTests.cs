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

    [Theory]
    [InlineData("--dawrs", "evaluate", "a.onnx", "b.onnx", "--dawrs", "3", "--data", "d")]
    [InlineData("--sedes", "transfer", "a.onnx", "--data", "idx=d", "--out", "o", "--sedes", "3")]
    [InlineData("--nonesuch", "measure", "--generator", "g", "--levels", "z1", "--nonesuch", "1", "--out", "o")]
    [InlineData("--refrence", "compare", "a.json", "--refrence", "row")]
    [InlineData("--data-set", "model-card", "a.onnx", "--data-set", "d", "--data", "d", "--out", "o")]
    [InlineData("--strategies", "views", "g", "--strategy", "none", "--strategies", "random:0.3", "--out", "o")]
    public async Task An_option_that_there_is_not_is_never_taken_for_a_name_or_a_value(string option, params string[] args)
    {
        var run = await CliRun.Of(args);
        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'{option}'.", run.Error);
        Assert.Equal(1, run.Error.Split($"'{option}'").Length - 1);
    }

    [Fact]
    public async Task Behind_two_dashes_a_name_may_begin_with_them()
    {
        var run = await CliRun.Of("inspect", "--", "--nonesuch");
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("--nonesuch", run.Error);
    }

    [Fact]
    public async Task No_verb_is_wrong_usage() => Assert.Equal(ExitCode.Usage, (await CliRun.Of()).ExitCode);
}
