using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>One of the trainings that keep a state, with options so small that it takes a second.</summary>
abstract class StateUser
{
    /// <summary>All five; the training of encoders from each of its sources.</summary>
    public static IReadOnlyList<StateUser> All { get; } =
        [new EncoderUser(EncoderSource.Generator), new EncoderUser(EncoderSource.Images), new EncoderUser(EncoderSource.Rows), new NvaeUser(), new RefinementUser(), new MeasurementUser(),
            new FineTuningUser()];

    /// <summary>What the theories call it.</summary>
    public abstract string Name { get; }

    /// <summary>What decides its result, and under which name.</summary>
    public abstract IReadOnlyDictionary<OtherContent, string> Contents { get; }

    /// <summary>Files under their final names.</summary>
    public abstract IReadOnlyList<string> Results { get; }

    /// <summary>What an earlier version left in a folder.</summary>
    public abstract (string Name, string Text) Earlier { get; }

    public static StateUser Find(string name) => All.Single(user => user.Name == name);

    /// <summary>Where in a folder the states are.</summary>
    public abstract string StatesIn(string folder);

    /// <summary>Trains, or goes on with what is in the folder.</summary>
    /// <returns>The result as text: all that the seed decides.</returns>
    public abstract string Run(StateRun run);

    /// <summary>A token that is cancelled, and a call for every step that cancels it in time.</summary>
    protected static (CancellationToken Token, Action Stepped) Stopping(StateRun run, int first = 0)
    {
        var source = new CancellationTokenSource();
        int steps = first;
        return (source.Token, () =>
        {
            run.Stepped(++steps);
            if (steps == run.StopAfter) source.Cancel();
        }
        );
    }

    protected static string Hash(params string[] files) => string.Join(' ', files.Select(FileHash.Sha256));
}
