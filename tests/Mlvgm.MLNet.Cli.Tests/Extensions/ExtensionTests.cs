using System.Diagnostics;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Extensions;

/// <summary>What an assembly of a user's adds to the command. In processes of their own, since registries belong to a process.</summary>
public sealed class ExtensionTests : IDisposable
{
    static readonly string Extension = Path.Combine(AppContext.BaseDirectory, "BringYourOwn.dll");

    readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Names_and_options_of_an_extension_are_those_of_the_command()
    {
        var (code, text) = await Run("train", "--help");
        Assert.Equal(0, code);
        Assert.Contains("Alignment", text);
        Assert.Contains("--uniformity-weight", text);
        Assert.Contains("quarter-turns", text);
        Assert.Contains("three-layers", text);
    }

    [Fact]
    public async Task An_encoder_of_an_extensions_parts_trains_resumes_and_says_so_on_its_card()
    {
        string[] command =
        [
            "train", "fashion-mnist-nvae", "--strategy", "blend:0.2", "--framework", "alignment", "--uniformity-weight", "0.25", "--backbone", "three-layers",
            "--augmentation", "quarter-turns", "--monitor", "live", "--steps", "2", "--batch", "4", "--device", "cpu", "--out", _folder.File("run"),
        ];
        var (code, text) = await Run(command);
        Assert.True(code == 0, text);
        var card = JsonNode.Parse(File.ReadAllText(_folder.File("run/card.json")))!;
        Assert.Equal("Alignment", card["training"]!["method"]!.GetValue<string>());
        Assert.Equal("quarter-turns", card["training"]!["augmentation"]!.GetValue<string>());
        Assert.Equal(0.25, JsonNode.Parse(File.ReadAllText(_folder.File("run/options.json")))!["uniformityWeight"]!.GetValue<double>());
        Assert.Contains("\"liveAccuracy\":", File.ReadAllText(_folder.File("run/metrics.jsonl")));
        byte[] encoder = File.ReadAllBytes(_folder.File("run/encoder.onnx"));
        (code, text) = await Run([.. command, "--resume"]);
        Assert.True(code == 0, text);
        Assert.Equal(encoder, File.ReadAllBytes(_folder.File("run/encoder.onnx")));
    }

    [Fact]
    public async Task What_is_no_extension_is_refused_in_one_line_as_a_wrong_argument()
    {
        var missing = await CliRun.Of("--extension", _folder.File("none.dll"), "list");
        Assert.Equal((2, $"mlvgm: There is no extension '{_folder.File("none.dll")}'."), (missing.ExitCode, missing.Error.Trim()));
        string text = _folder.File("text.dll");
        File.WriteAllText(text, "not an assembly");
        Assert.Equal(2, (await CliRun.Of("--extension", text, "list")).ExitCode);
        var without = await CliRun.Of("--extension", typeof(ExtensionTests).Assembly.Location, "list");
        Assert.Contains("has no class that implements Mlvgm.MLNet.Registries.IExtension", without.Error);
        Assert.Contains("needs the path of a .dll", (await CliRun.Of("list", "--extension")).Error);
    }

    public void Dispose() => _folder.Dispose();

    static async Task<(int Code, string Text)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mlvgm.dll"), "--extension", Extension, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
