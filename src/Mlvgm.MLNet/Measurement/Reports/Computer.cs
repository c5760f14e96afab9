using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mlvgm.MLNet.Measurement.Reports;

/// <summary>What a report says about where it was made.</summary>
static class Computer
{
    const string LinuxProcessors = "/proc/cpuinfo";
    const string LinuxModel = "model name";

    /// <summary>System, processor and cores.</summary>
    public static string Description => string.Join(", ",
    [
        RuntimeInformation.OSDescription.Trim(),
        Processor is { } processor ? $"{processor} ({RuntimeInformation.OSArchitecture})" : $"{RuntimeInformation.OSArchitecture}",
        $"{Environment.ProcessorCount} cores",
    ]);

    /// <summary>The versions that a result may depend on.</summary>
    public static IReadOnlyDictionary<string, string> Versions => new Dictionary<string, string>
    {
        ["mlvgm"] = VersionOf(typeof(Computer)),
        ["torchSharp"] = VersionOf(typeof(torch)),
        ["dotNet"] = Environment.Version.ToString(),
    };

    static string? Processor => File.Exists(LinuxProcessors)
        ? File.ReadLines(LinuxProcessors).FirstOrDefault(line => line.StartsWith(LinuxModel, StringComparison.Ordinal))?.Split(':')[^1].Trim()
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");

    // The informational version carries the commit after a plus sign.
    static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version?.ToString() ?? "unknown";
}
