namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_file_of_another_kind_exits_with_1_and_one_line()
    {
        File.WriteAllBytes(_folder.File("walker.pth"), [0x80, 2, (byte)'}', (byte)'.']);
        var run = await CliRun.Of("import", _folder.File("walker.pth"), "--as", "walker", "--out", _folder.File("out"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("'nn_walker' is missing", run.Error);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Theory]
    [InlineData("import", "file")]
    [InlineData("import", "file", "--as", "picture", "--out", "out")]
    public async Task A_kind_that_is_not_known_is_wrong_usage(params string[] args)
    {
        var run = await CliRun.Of(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--help", run.Error);
    }

    public void Dispose() => _folder.Dispose();
}
