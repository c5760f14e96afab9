using System.Diagnostics;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Training;

/// <summary>When the state of a run is kept, and where.</summary>
/// <param name="states">Where.</param>
/// <param name="interval">The time between two states; zero for one after every step.</param>
sealed class Checkpoints(StateFolder states, TimeSpan interval)
{
    long _saved = Stopwatch.GetTimestamp();

    /// <summary>Whether the interval has passed since the last state of this session.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_saved) >= interval;

    /// <inheritdoc cref="StateFolder.Save"/>
    public void Save(long step, IEnumerable<IStatePart> parts)
    {
        states.Save(step, parts);
        _saved = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc cref="StateFolder.Restore"/>
    public bool Restore(IEnumerable<IStatePart> parts) => states.Restore(parts) is not null;
}
