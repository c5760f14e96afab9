using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Reports.Machines;

/// <summary>What reports say about where they were made.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class ThisMachine
{
    const string LinuxProcessors = "/proc/cpuinfo";
    const string LinuxModel = "model name";

    /// <summary>System, processor and cores in a line.</summary>
    public static string Description => string.Join(", ",
    [
        RuntimeInformation.OSDescription.Trim(),
        Processor is { } processor ? $"{processor} ({RuntimeInformation.OSArchitecture})" : $"{RuntimeInformation.OSArchitecture}",
        $"{Environment.ProcessorCount} cores",
    ]);

    /// <summary>Name and version of the operating system, and the processor's architecture.</summary>
    public static string OperatingSystem => $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})";

    /// <summary>The processor's name; null where the system does not say it.</summary>
    public static string? Processor => File.Exists(LinuxProcessors)
        ? File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith(LinuxModel, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
}
