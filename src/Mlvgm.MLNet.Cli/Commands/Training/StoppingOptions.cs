using System.CommandLine;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Cli.Commands.Training;

/// <summary>When <c>mlvgm train</c> stops before the last step: nothing is looked at unless a patience is given.</summary>
sealed class StoppingOptions
{
    static readonly EarlyStopping Defaults = new();

    readonly Option<int?> _patience = new("--patience")
    {
        Description = "Stop when so many looks in a row bring no improvement, and keep the best encoder.",
        HelpName = "N",
    };

    readonly Option<double> _minDelta = new("--min-delta")
    {
        Description = "The smallest change that counts as an improvement.",
        HelpName = "DELTA",
        DefaultValueFactory = _ => Defaults.MinDelta,
    };

    readonly Option<EarlyStoppingMetric?> _metric = new("--stop-by")
    {
        Description = "What is looked at; KnnAccuracy where there are labelled images, else Loss.",
        HelpName = "METRIC",
    };

    public IReadOnlyList<Option> All => [_patience, _minDelta, _metric];

    /// <summary>What the user asked for; null for no early stopping.</summary>
    public EarlyStopping? Parse(ParseResult parsed, bool hasLabels) => parsed.GetValue(_patience) is not { } patience ? null : new EarlyStopping(
        parsed.GetValue(_minDelta), patience,
        parsed.GetValue(_metric) ?? (hasLabels ? EarlyStoppingMetric.KnnAccuracy : EarlyStoppingMetric.Loss));
}
