using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>ONNX Runtime collects nothing: it leaves neither a device id nor a queue in the user's folders.</summary>
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
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = home,
            ["XDG_CACHE_HOME"] = null,
            ["XDG_DATA_HOME"] = null,
            // What switches it off by itself.
            ["ORT_DISABLE_TELEMETRY"] = null,
            ["ORT_RUNNING_UNIT_TESTS"] = null,
            ["CI"] = null,
        };
        using var process = new MlvgmProcess(args, environment);
        Assert.True(process.Finish() == ExitCode.Success, process.Text);
        Assert.DoesNotContain(Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories), file => file.Contains("onnx", StringComparison.OrdinalIgnoreCase));
        Assert.False(Directory.Exists(Path.Combine(home, ".cache", "Microsoft")));
    }

    public void Dispose() => _folder.Dispose();
}
