using System.Diagnostics;
using System.Globalization;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>One turn of one side of a comparison, in a process of its own, which prints seconds, processor seconds and the share of waiting.</summary>
/// <param name="Seconds">Wall-clock time of the steps that count.</param>
/// <param name="CpuSeconds">Processor time of the process, and of those that work for it, in that time.</param>
/// <param name="Waiting">The share of the time in which the network waits for pairs; not a number where that is not known.</param>
readonly record struct FolderTurn(double Seconds, double CpuSeconds, double Waiting)
{
    const string Word = "turn";

    /// <summary>Runs a program to its end.</summary>
    public static FolderTurn Of(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = output.Split('\n').FirstOrDefault(l => l.StartsWith(Word, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
        double[] numbers = [.. line.Split(' ').Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return new FolderTurn(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>Prints it, for <see cref="Of"/> to read.</summary>
    public void Print() => Console.WriteLine(FormattableString.Invariant($"{Word} {Seconds} {CpuSeconds} {Waiting}"));
}
