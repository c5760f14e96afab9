using System.Text.Json;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

public class DoctorCommandTests
{
    [Fact]
    public async Task The_doctor_prints_what_it_found_and_finds_nothing_wrong()
    {
        var run = await CliRun.Of("doctor");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        foreach (string line in new[] { "mlvgm", ".NET", "ML.NET", "TorchSharp", "libtorch", "ONNX Runtime", "devices", "All is well." })
            Assert.Contains(line, run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task The_json_keys_are_stable()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Success, (await CliRun.Of("doctor", "--json", folder.File("doctor.json"))).ExitCode);
        using var json = JsonDocument.Parse(File.ReadAllBytes(folder.File("doctor.json")));
        Assert.Equal(
            [
                "healthy", "mlvgm", "dotNet", "operatingSystem", "libStdCpp", "mlNet", "torchSharp", "libTorch", "onnxRuntime",
                "onnxRuntimeProviders", "devices", "nativeFiles", "patched", "problems",
            ],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Contains("cpu", json.RootElement.GetProperty("devices").EnumerateArray().Select(device => device.GetString()));
        Assert.Equal("CPUExecutionProvider", json.RootElement.GetProperty("onnxRuntimeProviders").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task A_json_file_that_cannot_be_written_is_one_line_and_exit_1()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("occupied"), "");
        var run = await CliRun.Of("doctor", "--json", Path.Combine(folder.File("occupied"), "doctor.json"));
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("mlvgm: ", run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
