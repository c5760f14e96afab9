using System.Globalization;
using Mlvgm.MLNet.Torch.State;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>Keeps walker snapshots in a state.</summary>
static class SnapshotTensors
{
    const string IterationsKey = "snapshots";

    public static void Save(IReadOnlyList<WalkerSnapshot> snapshots, StateFile state)
    {
        foreach (var snapshot in snapshots) state.Add(Key(snapshot.Iteration), snapshot.Walker);
        state.Add(IterationsKey, [.. snapshots.Select(snapshot => (double)snapshot.Iteration)]);
    }

    public static IReadOnlyList<WalkerSnapshot> Load(StateFile state) =>
        [.. state.Numbers(IterationsKey).Select(number => new WalkerSnapshot((int)number, state.Walker(Key((int)number))))];

    static string Key(int iteration) => $"snapshot.{iteration.ToString(CultureInfo.InvariantCulture)}";
}
