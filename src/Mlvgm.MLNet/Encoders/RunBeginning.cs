using System.Text.Json.Nodes;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training.Streaming;

namespace Mlvgm.MLNet.Encoders;

/// <summary>How every run begins, or goes on, in its directory.</summary>
static class RunBeginning
{
    /// <summary>Compares or writes what decides the run, tells image files that were written since it began, and opens its states.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="input">The images.</param>
    /// <param name="kind">What is trained, for the states' identity.</param>
    /// <param name="resolved">Everything that decides what the run learns.</param>
    /// <param name="free">The names of what may change.</param>
    /// <param name="inform">Told where the run goes on.</param>
    /// <param name="warn">Told about damaged states and files that were written.</param>
    /// <exception cref="InvalidOperationException">The run in the directory has other options, or learned from something else.</exception>
    public static StateFolder Begin(
        RunDirectory directory, EncoderInput input, string kind, JsonObject resolved, IReadOnlySet<string> free, Action<string> inform, Action<string> warn)
    {
        directory.Begin(resolved, free);
        if (input.Streamed is { } files && EnvironmentFile.FirstStart(directory.Environment) is { } began && WrittenFiles.Since(files, began) is { } written) warn(written);
        var identity = new Identity().With("kind", kind).With("options", OptionsComparison.Deciding(resolved, free));
        return new StateFolder(directory.Checkpoints, directory.Lock, identity, inform, warn);
    }
}
