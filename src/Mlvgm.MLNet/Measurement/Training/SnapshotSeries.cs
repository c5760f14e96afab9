using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Walkers;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>
/// Walkers at evenly spaced iterations, although the number of iterations is not known beforehand: when there are too many, every second one
/// is dropped and the spacing doubles.
/// </summary>
sealed class SnapshotSeries
{
    const int InitialSpacing = 8;
    const string SpacingKey = "snapshots.spacing";

    readonly List<WalkerSnapshot> _taken = [];
    int _spacing = InitialSpacing;

    public IReadOnlyList<WalkerSnapshot> Taken => [.. _taken];

    /// <summary>Keeps the walker if the iteration is due.</summary>
    public void Add(int iteration, WalkerModule walker)
    {
        if (iteration % _spacing != 0) return;
        _taken.Add(new WalkerSnapshot(iteration, walker.ToWalker()));
        if (_taken.Count <= WalkerSnapshot.Maximum) return;
        _spacing *= 2;
        _taken.RemoveAll(snapshot => snapshot.Iteration % _spacing != 0);
    }

    public void Save(StateFile state)
    {
        SnapshotTensors.Save(_taken, state);
        state.Add(SpacingKey, [_spacing]);
    }

    public void Restore(StateFile state)
    {
        _spacing = (int)state.Numbers(SpacingKey)[0];
        _taken.AddRange(SnapshotTensors.Load(state));
    }
}
