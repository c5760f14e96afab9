using System.Text;
using System.Text.RegularExpressions;

namespace Mlvgm.MLNet.Cli.Doctor;

/// <summary>Finds which C++ library this process runs on: the .NET runtime links it, so it is always loaded.</summary>
static partial class LibStdCppVersion
{
    /// <summary>The highest <c>GLIBCXX</c> version and the file that has it; null where there is no <c>/proc</c>.</summary>
    public static string? OfThisProcess()
    {
        const string maps = "/proc/self/maps";
        if (!File.Exists(maps)) return null;
        string? path = File.ReadLines(maps)
            .Select(line => line.IndexOf('/') is var start and > 0 ? line[start..] : "")
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("libstdc++.so", StringComparison.Ordinal));
        return path is null || !File.Exists(path) ? null : $"{Highest(File.ReadAllBytes(path))} ({path})";
    }

    /// <summary>The highest <c>GLIBCXX_a.b.c</c> that occurs in the bytes of a library; <c>unknown</c> when there is none.</summary>
    internal static string Highest(ReadOnlySpan<byte> library)
    {
        var versions = VersionName().Matches(Encoding.Latin1.GetString(library)).Select(match => Version.Parse(match.Groups[1].Value));
        return versions.Max() is { } highest ? $"GLIBCXX_{highest}" : "unknown";
    }

    [GeneratedRegex(@"GLIBCXX_(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)\0")]
    private static partial Regex VersionName();
}
