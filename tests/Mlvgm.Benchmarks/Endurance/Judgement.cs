using Mlvgm.MLNet.IO;

namespace Mlvgm.Benchmarks.Endurance;

/// <summary>Says what came of a verb in a surrounding: the same as anywhere, a refusal, or a fault and which.</summary>
static class Judgement
{
    /// <summary>What was done.</summary>
    public const string Same = "same bytes";

    /// <summary>It was said what is wrong, on one line, and nothing was left half done.</summary>
    public const string Refused = "refused";

    const string StackTrace = "   at ";

    /// <summary>These grow while a run goes on, and are cut back when it is resumed.</summary>
    static readonly string[] Growing = ["metrics.jsonl"];

    public static string Of(
        StarvedVerb verb, Surrounding surrounding, MlvgmRun run, IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual)
    {
        if (!run.Ended) return "**hangs**";
        if (run.ExitCode == 0)
        {
            var differing = RunContents.Differences(expected, actual);
            return differing.Count == 0 ? Same : $"**exit code 0 and other files: {string.Join(' ', differing)}**";
        }
        if (surrounding.Expected == Outcome.Same) return "**refused**";
        string error = run.Error.Trim();
        if (error.Contains(StackTrace, StringComparison.Ordinal) || error.Contains("Unhandled", StringComparison.Ordinal)) return "**stack trace**";
        if (error.Split('\n').Length != 1 || error.Length == 0) return $"**{error.Split('\n').Length} lines**";
        if (!verb.IsService && !error.StartsWith("mlvgm: ", StringComparison.Ordinal)) return "**not ours**";
        if (!error.Contains('/')) return "**names no file**";
        if (actual.Keys.FirstOrDefault(UnfinishedFile.IsOne) is { } left) return $"**leaves {left}**";
        string[] half = [.. actual.Keys.Where(name =>
            !Growing.Contains(Path.GetFileName(name)) && expected.TryGetValue(name, out string? whole) && whole != actual[name])];
        return half.Length == 0 ? Refused : $"**half files: {string.Join(' ', half)}**";
    }
}
