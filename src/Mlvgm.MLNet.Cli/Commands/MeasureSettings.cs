using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Commands;

/// <summary>What <c>mlvgm measure</c> takes beside the options of a measurement: several seeds, and the threshold on the other scale.</summary>
sealed record MeasureSettings : ISettings
{
    /// <summary>Seeds, each of which is measured; empty for the measurement's own.</summary>
    [Setting("Measure once for each of these seeds, and write the spread; only --seed when empty.", Placeholder = "N,N,...")]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>The threshold in nats; null for that of the measurement.</summary>
    [Setting("The threshold in nats, instead of --gamma.", Above = 0)]
    public double? GammaNats { get; init; }

    void ISettings.Check(Violations violations) =>
        violations.Require(Seeds.Distinct().Count() == Seeds.Count, $"--seeds is '{Setting.Format(Seeds)}'; give different numbers, such as 1,2,3.");
}
