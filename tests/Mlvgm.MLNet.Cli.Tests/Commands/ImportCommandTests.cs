using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Weights_are_converted_and_what_to_do_next_is_said()
    {
        var configuration = new StyleGan2Configuration
        {
            Resolution = 8,
            ZDimension = 6,
            WDimension = 8,
            MappingLayers = 2,
            ChannelBase = 64,
            ChannelMaximum = 8,
        };
        using (var generator = StyleGan2Generator.Untrained(configuration, seed: 1)) generator.Save(_folder.File("g.safetensors"));
        string output = _folder.File("out");
        var run = await CliRun.Of(
            "import", _folder.File("g.safetensors"), "--as", "stylegan2", "--out", output, "--json", _folder.File("import.json"));
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        string model = Path.Combine(output, "g.safetensors");
        Assert.Contains($"next: mlvgm views {model} ", run.Output);
        Assert.True(File.Exists(Path.Combine(output, "g.json")));
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("import.json")));
        Assert.Equal(["source", "model", "card", "latents", "next"], json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(configuration.Levels, json.RootElement.GetProperty("latents").GetArrayLength());
        var views = await CliRun.Of("views", model, "--count", "2", "--out", output);
        Assert.Equal(ExitCode.Success, views.ExitCode);
    }

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
