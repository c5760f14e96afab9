using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_generator_becomes_an_onnx_file_that_draws()
    {
        string output = _folder.File("out");
        var run = await CliRun.Of("export", TinyModels.Generator(_folder), "--out", output, "--json", _folder.File("export.json"));
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_folder.File("export.json")));
        string model = json.RootElement.GetProperty("model").GetString()!;
        Assert.InRange(json.RootElement.GetProperty("largestDifference").GetDouble(), 0, 1e-4);
        Assert.Contains($"next: mlvgm views {model} ", run.Output);
        using (var generator = new OnnxGenerator(model)) Assert.Equal(["z0", "z1"], generator.Layout.Latents.Select(latent => latent.Name));
        Assert.Equal(ExitCode.Success, (await CliRun.Of("views", model, "--count", "2", "--out", output)).ExitCode);
    }

    [Fact]
    public async Task What_is_no_generator_exits_with_1_and_one_line()
    {
        var run = await CliRun.Of("export", "nothing.safetensors", "--out", _folder.File("out"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("There is no generator 'nothing.safetensors'", run.Error);
        Assert.False(Directory.Exists(_folder.File("out")));
    }
}
