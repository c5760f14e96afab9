using System.Diagnostics;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Processes;

/// <summary>A real process is killed, without notice, at 20 random moments of one run.</summary>
public sealed class KilledRunTests : IDisposable
{
    const int Kills = 20;
    const int Steps = 100;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_run_that_is_killed_at_any_moment_and_resumed_ends_with_the_same_weights()
    {
        string generator = TinyModels.Generator(_folder);
        using (var whole = Start(generator, "whole")) Finish(whole);
        var random = new Random(7);
        for (int killed = 0; killed < Kills;)
        {
            using var process = Start(generator, "killed");
            // Mostly in the middle of training, where nearly all the time of a long run goes; sometimes before it begins.
            if (random.Next(5) > 0) WaitForSteps(process, LastStep() + random.Next(1, 8));
            Thread.Sleep(random.Next(60));
            process.Kill();
            process.WaitForExit();
            killed++;
            if (LastStep() < Steps) continue;
            // It came to its end, or nearly, before the last kill: another one is killed from then on.
            AssertEndsLikeWhole(generator);
            Directory.Delete(_folder.File("killed"), recursive: true);
        }
        AssertEndsLikeWhole(generator);
    }

    public void Dispose() => _folder.Dispose();

    void AssertEndsLikeWhole(string generator)
    {
        using (var last = Start(generator, "killed")) Finish(last);
        foreach (string name in new[] { "weights.safetensors", "encoder.onnx", "card.json", "options.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("whole"), name)), File.ReadAllBytes(Path.Combine(_folder.File("killed"), name)));
        Assert.Equal(Losses("whole"), Losses("killed"));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    Process Start(string generator, string run)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "mlvgm.dll");
        var start = new ProcessStartInfo("dotnet",
        [
            program, "train", generator, "--out", _folder.File(run), "--resume", "--steps", $"{Steps}", "--batch", "4", "--backbone", "resnet10",
            "--width", "2", "--device", "cpu", "--checkpoint-minutes", "0", "--log-every", "1", "--seed", "5",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Waits until the metrics have a line of <paramref name="step"/>, or the process ends.</summary>
    void WaitForSteps(Process process, int step)
    {
        bool arrived = SpinWait.SpinUntil(() => process.HasExited || LastStep() >= step, Patience);
        if (!arrived) process.Kill();
        Assert.True(arrived, $"Step {step} was not reached in {Patience}.");
    }

    /// <summary>The last whole line's step; 0 before the first.</summary>
    int LastStep()
    {
        string metrics = Path.Combine(_folder.File("killed"), "metrics.jsonl");
        if (!File.Exists(metrics)) return 0;
        using var stream = new FileStream(metrics, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    static void Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience));
        Assert.True(process.ExitCode == 0, $"{output.Result}{error.Result}");
    }

    /// <summary>Step and loss of every line: what was measured, without what it took.</summary>
    IEnumerable<string> Losses(string run) =>
        File.ReadLines(Path.Combine(_folder.File(run), "metrics.jsonl")).Select(line => line[..line.IndexOf(",\"learningRate\"", StringComparison.Ordinal)]);
}
