using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Datasets;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public sealed class EvaluateGeneratorCommandTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_report_has_a_figure_for_every_latent_class_and_temperature()
    {
        string data = TinyDataset.Write(_folder, trainImages: 160);
        string generator = TinyModels.Generator(_folder);
        var run = await CliRun.Of(
            "evaluate-generator", generator, "--data", data, "--out", _folder.File("out"), "--samples", "20", "--epochs", "1", "--factors", "0.5", "--device", "cpu");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        using var report = JsonDocument.Parse(File.ReadAllBytes(_folder.File("out/generator-quality.json")));
        var root = report.RootElement;
        Assert.Equal(["z0", "z1"], root.GetProperty("latents").EnumerateArray().Select(latent => latent.GetProperty("latent").GetString()));
        Assert.Equal([1.0, 0.5], root.GetProperty("temperatures").EnumerateArray().Select(row => row.GetProperty("factor").GetDouble()));
        Assert.Equal(1, root.GetProperty("classes").EnumerateArray().Sum(share => share.GetProperty("share").GetDouble()), 9);
        Assert.Equal(new FileInfo(generator).Length, root.GetProperty("bytes").GetInt64());
        Assert.True(File.Exists(_folder.File("out/classifier.safetensors")));
    }

    public void Dispose() => _folder.Dispose();
}
