using System.Diagnostics;
using System.Globalization;
using Mlvgm.Benchmarks.Endurance;

namespace Mlvgm.Benchmarks.Folders;

/// <summary>A run of <c>mlvgm train --images</c> as it looks from outside.</summary>
/// <param name="Listing">Seconds from its start until it says how many images there are.</param>
/// <param name="FirstStep">Seconds from then until its first step is done.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
/// <param name="CpuSeconds">Processor time until its last step.</param>
sealed record WatchedTraining(double Listing, double FirstStep, long PeakBytes, double CpuSeconds)
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Arguments behind <c>train</c>.</param>
    public static WatchedTraining Of(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(MlvgmRun.Program, ["train", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        long began = Stopwatch.GetTimestamp(), peak = 0;
        double listed = double.NaN, stepped = double.NaN, cpu = 0;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            double now = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (double.IsNaN(listed) && line.Contains(" images of ", StringComparison.Ordinal)) listed = now;
            if (double.IsNaN(stepped) && line.StartsWith("step 1/", StringComparison.Ordinal)) stepped = now;
            if (!line.StartsWith("step ", StringComparison.Ordinal)) continue;
            peak = Math.Max(peak, Peak(process.Id));
            if (!process.HasExited) cpu = process.TotalProcessorTime.TotalSeconds;
        }
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"mlvgm train ended with {process.ExitCode}: {error.Result}");
        return new WatchedTraining(listed, stepped - listed, peak, cpu);
    }

    static long Peak(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
