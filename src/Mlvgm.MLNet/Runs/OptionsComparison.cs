using System.Text.Json.Nodes;

namespace Mlvgm.MLNet.Runs;

/// <summary>Compares the options of a run with those it is to be resumed with.</summary>
static class OptionsComparison
{
    /// <param name="before">The options that the run began with.</param>
    /// <param name="now">The options that it is to go on with.</param>
    /// <param name="free">Options that do not decide the result, and may change between the sessions of a run.</param>
    /// <param name="directory">The run directory.</param>
    /// <exception cref="InvalidOperationException">An option differs; the message names it, with both values.</exception>
    public static void RequireEqual(JsonObject before, JsonObject now, IReadOnlySet<string> free, string directory)
    {
        foreach (string name in before.Select(option => option.Key).Union(now.Select(option => option.Key)))
        {
            if (free.Contains(name) || JsonNode.DeepEquals(before[name], now[name])) continue;
            throw new InvalidOperationException(
                $"The run in '{directory}' has the option {name} = {Text(before[name])}, now it is {Text(now[name])}. " +
                "Resume with the same options, or start in another directory.");
        }
    }

    static string Text(JsonNode? value) => value?.ToJsonString(RunJson.Line) ?? "none";
}
