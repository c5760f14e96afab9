using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>ONNX Runtime collects nothing, neither a device id nor a queue, and no copy of a native library stays behind.</summary>
public sealed class TelemetryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("doctor")]
    [InlineData("views")]
    [InlineData("export")]
    [InlineData("train")]
    public void Nothing_is_left_in_the_users_folders(string verb)
    {
        string output = _folder.File("out");
        string[] args = verb switch
        {
            "views" => ["views", PlainModels.Generator().Save(_folder.File("plain.onnx")), "--count", "2", "--out", output],
            "export" => ["export", TinyModels.Generator(_folder), "--out", output],
            "train" => ["train", TinyModels.Generator(_folder), "--out", output, "--steps", "4", "--batch", "4", "--backbone", "resnet10", "--width", "2"],
            _ => [verb],
        };
        string home = Directory.CreateDirectory(_folder.File("home")).FullName;
        string temporary = Directory.CreateDirectory(_folder.File("temporary")).FullName;
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["TMPDIR"] = temporary,
            ["XDG_CACHE_HOME"] = null,
            ["XDG_DATA_HOME"] = null,
            // What switches it off by itself.
            ["ORT_DISABLE_TELEMETRY"] = null,
            ["ORT_RUNNING_UNIT_TESTS"] = null,
            ["CI"] = null,
        };
        using var process = new MlvgmProcess(args, environment);
        Assert.True(process.Finish() == ExitCode.Success, process.Text);
        Assert.DoesNotContain("NNPACK", process.Text);
        Assert.Empty(Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary, "mlvgm*"));
    }

    public void Dispose() => _folder.Dispose();
}
