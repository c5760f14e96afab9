using Mlvgm.MLNet.Cli.Execution;
using Mlvgm.Testing.TorchScript;

namespace Mlvgm.MLNet.Cli.Tests.Commands;

/// <summary>Every verb that takes a generator runs code only from .pt and .ts files, only when told to, and says before what it may do.</summary>
public sealed class TrustedCodeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Verbs => [.. Lines.Keys];

    static readonly Dictionary<string, string> Lines = new()
    {
        ["views"] = "views {0} --count 1 --out {1}",
        ["export"] = "export {0} --out {1}",
        ["train"] = "train {0} --steps 1 --out {1}",
        ["measure"] = "measure --generator {0} --out {1} --dry-run",
        ["evaluate-generator"] = "evaluate-generator {0} --data {1} --out {1}",
        ["feeding"] = "feeding {0} --data {1} --out {1}",
        ["experiment"] = "experiment views --generator {0} --views a=none --data {1} --out {1}",
        ["model-card"] = "model-card {0} {2} --data {1} --out {1}",
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Code_that_is_not_trusted_does_not_run(string verb)
    {
        var run = await Run(verb, "tiny.pt");
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("is a TorchScript, which is a program: its code calls 6 operators, of which some reach out of it: torch.save", run.Error);
        Assert.Contains("--trust-code", run.Error);
        Assert.False(File.Exists(_folder.File("written")));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Code_under_the_name_of_weights_does_not_run_trusted_or_not(string verb)
    {
        foreach (string[] more in (string[][])[[], ["--trust-code"]])
        {
            var run = await Run(verb, "x.safetensors", more);
            Assert.NotEqual(ExitCode.Success, run.ExitCode);
            Assert.Contains("under the name of something else", run.Error);
            Assert.False(File.Exists(_folder.File("written")));
        }
    }

    [Fact]
    public async Task Trusted_code_runs_after_a_line_that_says_what_it_may_do()
    {
        var run = await Run("views", "tiny.pt", "--trust-code");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"{_folder.File("tiny.pt")} is a program, and trusted: its code calls 6 operators, of which some reach out of it: torch.save.", run.Output);
        Assert.True(File.Exists(_folder.File("written")));
    }

    public void Dispose() => _folder.Dispose();

    Task<CliRun> Run(string verb, string name, params string[] more)
    {
        string path = TinyScript.Write(_folder.Path, name, body: $"    torch.save(z0, \"{_folder.File("written")}\")\n{TinyScript.Body}");
        string encoder = File.Exists(_folder.File("encoder.onnx")) ? _folder.File("encoder.onnx") : TinyModels.Encoder(_folder);
        return CliRun.Of([.. Lines[verb].Split(' ').Select(word => string.Format(System.Globalization.CultureInfo.InvariantCulture, word, path, _folder.Path, encoder)), .. more]);
    }
}
