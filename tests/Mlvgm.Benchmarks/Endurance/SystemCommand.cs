using System.Diagnostics;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>What .NET has no call for.</summary>
static class SystemCommand
{
    /// <summary>Runs a program of the system to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Do(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        throw new InvalidOperationException(
            $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; this benchmark is for root on Linux.");
    }
}
