using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ViewsCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_row_of_anchors_and_a_row_per_strategy_are_drawn()
    {
        string generator = TinyModels.Generator(_folder), json = _folder.File("views.json");
        var run = await CliRun.Of(
            "views", generator, "--strategy", "none", "--strategy", "resample", "--count", "3", "--scale", "2",
            "--out", _folder.Path, "--device", "cpu", "--json", json);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("cpu was asked for", run.Output);
        // 3 columns of 8 pixels and 3 rows of 8, doubled, with a pixel between.
        var (width, height) = PngFile.SizeOf(_folder.File("views.png"));
        Assert.Equal((3 * 16 + 2, 3 * 16 + 2), (width, height));
        using var result = JsonDocument.Parse(File.ReadAllBytes(json));
        Assert.Equal(
            ["generator", "strategies", "count", "seed", "picture"],
            result.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task All_strategies_of_a_generator_are_drawn_side_by_side()
    {
        string generator = TinyModels.Generator(_folder);
        var run = await CliRun.Of(
            "views", generator, "--strategy", "all", "--strategy", "random:0.3", "--count", "2", "--scale", "1", "--out", _folder.Path);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("row 1 anchors, then positives by none, resample, random:0.3", run.Output);
        // 2 columns and 4 rows of 8 pixels.
        Assert.Equal((2 * 8 + 1, 4 * 8 + 3), PngFile.SizeOf(_folder.File("views.png")));
    }

    [Fact]
    public async Task A_seed_gives_the_same_picture_again_and_another_seed_another()
    {
        string generator = TinyModels.Generator(_folder);
        byte[] first = await Draw(generator, seed: "1");
        Assert.Equal(first, await Draw(generator, seed: "1"));
        Assert.NotEqual(first, await Draw(generator, seed: "2"));
    }

    [Fact]
    public async Task An_unknown_generator_is_an_error_that_lists_the_shipped_ones()
    {
        var run = await CliRun.Of("views", "nonesuch", "--out", _folder.Path);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("mlvgm: There is no generator 'nonesuch': no file has that name. Shipped generators: ", run.Error);
    }

    [Theory]
    [InlineData("--count", "0", "Count (--count) is 0; it is in [1, 1000].", ExitCode.Usage)]
    [InlineData("--strategy", "z9=none", "There is no latent or group 'z9'.", ExitCode.Failure)]
    [InlineData("--device", "tpu", "'tpu' is not a device.", ExitCode.Failure)]
    public async Task A_wrong_value_is_named(string option, string value, string message, int code)
    {
        string generator = TinyModels.Generator(_folder);
        var run = await CliRun.Of("views", generator, "--out", _folder.Path, option, value);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_folder.File("views.png")));
    }

    public void Dispose() => _folder.Dispose();

    async Task<byte[]> Draw(string generator, string seed)
    {
        var run = await CliRun.Of("views", generator, "--count", "2", "--seed", seed, "--out", _folder.Path);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        return File.ReadAllBytes(_folder.File("views.png"));
    }
}
