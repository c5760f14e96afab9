using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Runs;

/// <summary>Compares the options of a run with those it is to be resumed with.</summary>
static class RunOptions
{
    /// <summary>Options that do not decide the result, and may change between the sessions of a run.</summary>
    static readonly HashSet<string> Free = new(StringComparer.Ordinal)
    {
        "device", "overlap", "logEvery", "checkpointMinutes", "cacheDirectory", "maximumOnnxDifference",
    };

    /// <exception cref="InvalidOperationException">An option differs; the message names it, with both values.</exception>
    public static void RequireEqual(JsonObject before, JsonObject now, string directory)
    {
        foreach (string name in before.Select(option => option.Key).Union(now.Select(option => option.Key)))
        {
            if (Free.Contains(name) || JsonNode.DeepEquals(before[name], now[name])) continue;
            throw new InvalidOperationException(
                $"The run in '{directory}' has the option {name} = {Text(before[name])}, now it is {Text(now[name])}. " +
                "Resume with the same options, or start in another directory.");
        }
    }

    static string Text(JsonNode? value) => value?.ToJsonString(RunJson.Line) ?? "none";
}
