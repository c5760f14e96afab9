using System.Diagnostics;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>One run of a program that stands beside this one: how it ended, and what it said.</summary>
/// <param name="ExitCode">What it returned; that of a killed process is not 0.</param>
/// <param name="Ended">Whether it came to its end by itself.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="Error">What it wrote to its standard error.</param>
/// <param name="Seconds">How long it ran.</param>
sealed record MlvgmRun(int ExitCode, bool Ended, string Output, string Error, double Seconds)
{
    /// <summary>The program's path.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "mlvgm");

    /// <summary>Runs it to its end, or kills it without notice when the time is up.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables beside those of this process; null takes one away.</param>
    /// <param name="time">When it is killed.</param>
    public static MlvgmRun Of(IReadOnlyList<string> command, IReadOnlyDictionary<string, string?> environment, TimeSpan time)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        bool ended = process.WaitForExit(time);
        if (!ended) process.Kill();
        process.WaitForExit();
        return new MlvgmRun(process.ExitCode, ended, output.Result, error.Result, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
