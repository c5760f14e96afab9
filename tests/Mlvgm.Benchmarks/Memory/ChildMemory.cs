using System.Diagnostics;

namespace Mlvgm.Benchmarks.Memory;

/// <summary>Peak memory of work, each in a process of its own: what ran before would otherwise be counted too.</summary>
static class ChildMemory
{
    const string Steady = "steady";

    /// <summary>What Linux takes for "VmHWM begins at the present VmRSS" (proc(5)).</summary>
    const string ResetPeak = "5";

    /// <param name="Peak">The most memory that the work had at a time beyond what the process had before it, in bytes.</param>
    /// <param name="Growth">What the process grew by over the last third of its runs of the work, in bytes.</param>
    public sealed record Result(long Peak, long Growth);

    /// <summary>Runs this program with <paramref name="arguments"/>, which must end in <see cref="Report"/>.</summary>
    public static Result Measure(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = output.Split('\n').FirstOrDefault(l => l.StartsWith(Steady, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
        long[] numbers = [.. line.Split(' ').Skip(1).Select(long.Parse)];
        return new Result(numbers[0], numbers[1]);
    }

    /// <summary>Runs the work several times and prints what <see cref="Measure"/> reads.</summary>
    public static void Report(Action work, int runs)
    {
        // Otherwise the peak of what built the network, which needs more than it keeps, would be counted.
        File.WriteAllText("/proc/self/clear_refs", ResetPeak);
        long before = Kilobytes("VmRSS"), settled = 0;
        for (int i = 0; i < runs; i++)
        {
            work();
            if (i == 2 * runs / 3 - 1) settled = Kilobytes("VmRSS");
        }
        Console.WriteLine($"{Steady} {1024 * (Kilobytes("VmHWM") - before)} {1024 * (Kilobytes("VmRSS") - settled)}");
    }

    // The number is set off by a tab and as many blanks as its digits leave.
    static long Kilobytes(string field) => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
}
