using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>The options of the monitor that classifies labelled images by their nearest neighbours (Wu et al., 2018).</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record KnnMonitorOptions : MonitorOptions
{
    /// <inheritdoc/>
    public override string Name => "kNN";

    /// <summary>Neighbours that vote.</summary>
    [Neighbours]
    public int Neighbours { get; init; } = NeighboursAttribute.Default;

    /// <inheritdoc/>
    protected override IEncoderMonitor? Build(MonitorInput input) => input.Labelled is { } images ? new KnnMonitor(images, input.Prepare, Neighbours) : null;
}
