using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mlvgm.MLNet.IO;

/// <summary>
/// The names of files that are being written: <c>.NAME.mlvgm-PID-RANDOM.tmp</c>, hidden and told from everybody else's, so that what a killed process
/// left can be removed and nothing of the user's ever is.
/// </summary>
/// <example>See <c>examples/ApiTour/CompleteFiles.cs</c>.</example>
public static partial class UnfinishedFile
{
    const string WriterGroup = "writer";

    /// <summary>A new name beside <paramref name="path"/>.</summary>
    public static string For(string path)
    {
        string full = Path.GetFullPath(path);
        string name = string.Create(
            CultureInfo.InvariantCulture, $".{Path.GetFileName(full)}.mlvgm-{Environment.ProcessId}-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.tmp");
        return Path.Combine(Path.GetDirectoryName(full)!, name);
    }

    /// <summary>Whether a file of this name was being written by this library.</summary>
    public static bool IsOne(string path) => Pattern().IsMatch(Path.GetFileName(path));

    /// <summary>Deletes what a killed process left in a folder. Only whoever has the folder to itself may do so.</summary>
    public static void DeleteIn(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string file in Directory.EnumerateFiles(folder, ".*.tmp").Where(IsOne)) File.Delete(file);
    }

    /// <summary>
    /// Deletes what processes of this machine left in a folder that are there no more. Others of this machine may be working in it; of other machines nothing
    /// is known.
    /// </summary>
    public static void DeleteAbandonedIn(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string file in Directory.EnumerateFiles(folder, ".*.tmp").Where(IsAbandoned)) File.Delete(file);
    }

    static bool IsAbandoned(string path)
    {
        var match = Pattern().Match(Path.GetFileName(path));
        if (!match.Success || !int.TryParse(match.Groups[WriterGroup].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int writer)) return false;
        try
        {
            using var process = Process.GetProcessById(writer);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"^\..+\.mlvgm-(?<writer>[0-9]+)-[a-z0-9]+\.tmp$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
