using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Runs;

/// <summary>Compares the options of a run, and what it learns from, with those it is to be resumed with.</summary>
static class OptionsComparison
{
    const string InputKey = "input";
    const string ContentKey = "content";

    /// <summary>What decides the result of a run.</summary>
    /// <param name="options">The options as resolved, and what the run learns from.</param>
    /// <param name="free">Options that do not decide the result, and may change between the sessions of a run.</param>
    public static Identity Deciding(JsonObject options, IReadOnlySet<string> free) => Identity.Of(
        [.. options.Where(option => !free.Contains(option.Key)).Select(option => KeyValuePair.Create(option.Key, option.Value?.DeepClone()))]);

    /// <param name="before">The options that the run began with.</param>
    /// <param name="now">The options that it is to go on with.</param>
    /// <param name="free">Options that do not decide the result, and may change between the sessions of a run.</param>
    /// <param name="directory">The run directory.</param>
    /// <exception cref="InvalidOperationException">
    /// An option, or what the run learns from, differs; the message names it, with both values. Or the run is of an earlier version.
    /// </exception>
    public static void RequireEqual(JsonObject before, JsonObject now, IReadOnlySet<string> free, string directory)
    {
        if (now[InputKey]?[ContentKey] is not null && (before[InputKey] as JsonObject)?[ContentKey] is null)
        {
            throw new InvalidOperationException($"The run in '{directory}' was begun by an earlier version, which did not keep what its pairs came from. " +
                "Finish it with that version, or start in another directory.");
        }
        Deciding(before, free).Require(Deciding(now, free), $"The run in '{directory}'", "Resume with the same, or start in another directory.");
    }
}
