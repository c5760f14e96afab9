using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement;

/// <summary>A walker as it was during training, to show how views evolve.</summary>
/// <param name="Iteration">Iterations done by then.</param>
/// <param name="Walker">Its weights.</param>
public sealed record WalkerSnapshot(int Iteration, Walker Walker)
{
    /// <summary>The most snapshots that are kept of one level.</summary>
    public const int Maximum = 8;
}
