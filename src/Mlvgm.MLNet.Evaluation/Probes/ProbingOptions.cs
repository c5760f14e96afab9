using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Evaluation.Probes;

/// <summary>How features are probed linearly: with how many labels, and by which classifier. Options of whatever probes hold these.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public record ProbingOptions : ISettings
{
    /// <summary>Labelled rows per class; all labels are always probed too.</summary>
    [Setting("Small label budgets to probe beside all labels.", Minimum = 1)]
    public IReadOnlyList<int> LabelsPerClass { get; init; } = [10];

    /// <summary>The linear probe.</summary>
    public LinearProbe.Options Probe { get; init; } = new();
}
