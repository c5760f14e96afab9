using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Runs;

/// <summary>Where a run is kept, and what happens to one that is there.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record RunOptions : ISettings
{
    /// <summary>
    /// The folder that tells everything about the run: options, environment, metrics, TensorBoard events, checkpoints, the first pairs, the
    /// weights, the encoder and its card (docs/training.md). When null, a new temporary folder, without checkpoints.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>What to do when <see cref="Directory"/> is not empty.</summary>
    public ExistingRun Existing { get; init; } = ExistingRun.Refuse;

    /// <summary>Minutes between two checkpoints; 0 for one after every step. Also one at the end, and on cancellation.</summary>
    [Setting("Minutes between checkpoints; 0 for one after every step.", Minimum = 0, IsFree = true)]
    public double CheckpointMinutes { get; init; } = 10;

    /// <summary>
    /// Whether a run that is cancelled exports the best encoder so far, or else the last, as <c>encoder.partial.onnx</c>, and returns it; before the first
    /// step there is none to export.
    /// </summary>
    [Setting("When stopped, export the best encoder so far as encoder.partial.onnx.", IsFree = true)]
    public bool KeepPartial { get; init; }
}
