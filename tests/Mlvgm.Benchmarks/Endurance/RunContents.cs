using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>What a folder holds, file by file, for comparison with another: bytes, but for times and speeds in those that have some.</summary>
static partial class RunContents
{
    /// <summary>These say when and where a run was.</summary>
    static readonly string[] LeftOut = ["environment.json", "events.out.tfevents.*"];

    /// <summary>These have the figures of the JSON beside them, among times; they are compared but for their digits, and what a chart draws.</summary>
    static readonly string[] Pages = ["index.html", "report.html", "spread.md"];

    /// <summary>Names of files below <paramref name="folder"/> and hashes of what is compared.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in All(folder))
        {
            string name = Path.GetFileName(file);
            if (LeftOut.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name))) continue;
            contents[Path.GetRelativePath(folder, file)] = Convert.ToHexString(SHA256.HashData(Compared(file, folder)));
        }
        return contents;
    }

    /// <summary>Names that are in one alone, or whose contents differ.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) =>
        [.. expected.Keys.Union(actual.Keys).Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];

    /// <summary>Every file, hidden ones as well.</summary>
    public static IEnumerable<string> All(string folder) => !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(
        folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });

    static byte[] Compared(string file, string folder)
    {
        byte[] bytes = File.ReadAllBytes(file);
        string Text() => Encoding.UTF8.GetString(bytes).Replace(folder, "", StringComparison.Ordinal);
        if (Pages.Contains(Path.GetFileName(file))) return Encoding.UTF8.GetBytes(Digits().Replace(Charts().Replace(Text(), "<svg/>"), "0"));
        return Path.GetExtension(file) switch
        {
            ".json" => Encoding.UTF8.GetBytes(TimelessText.Json(Text())),
            ".jsonl" => Encoding.UTF8.GetBytes(string.Join('\n', Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(TimelessText.Json))),
            ".csv" => Encoding.UTF8.GetBytes(TimelessText.Csv(Text())),
            ".safetensors" => State(bytes),
            _ => bytes,
        };
    }

    /// <summary>The header without the times among a state's values, and all that follows it.</summary>
    static byte[] State(byte[] bytes)
    {
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return [.. Encoding.UTF8.GetBytes(TimelessText.Json(Encoding.UTF8.GetString(bytes, 8, header))), .. bytes.AsSpan(8 + header)];
    }

    // The axes of a chart of times have more marks or fewer from run to run.
    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Charts();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
