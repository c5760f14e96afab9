using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>How long a verb may take that goes on where it was stopped.</summary>
sealed record TimeBudget : ISettings
{
    // What a timer can count, in milliseconds.
    const int MostMinutes = int.MaxValue / 60_000;

    /// <summary>Minutes.</summary>
    [Setting("Minutes after which to stop; the same command goes on.", Placeholder = "MINUTES", Above = 0, Maximum = MostMinutes, IsFree = true)]
    public double? Budget { get; init; }

    /// <summary>A source that is cancelled when the minutes are over, or with <paramref name="cancellation"/>.</summary>
    public CancellationTokenSource Within(CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (Budget is { } minutes) source.CancelAfter(TimeSpan.FromMinutes(minutes));
        return source;
    }
}
