using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>Options that long evaluations share.</summary>
static class ExperimentOptions
{
    const double MostMinutes = int.MaxValue / 60_000.0;

    /// <summary><c>--budget MINUTES</c>.</summary>
    public static Option<double?> Budget() => Inputs.NumberOption.Real("--budget", "MINUTES", "Minutes after which to stop; the same command goes on.");

    /// <summary>A source that is cancelled when the minutes are over, or with <paramref name="cancellation"/>.</summary>
    /// <exception cref="ArgumentException">The minutes are not a positive number.</exception>
    public static CancellationTokenSource Within(double? minutes, CancellationToken cancellation)
    {
        if (minutes is { } given && !(given > 0 && given <= MostMinutes))
            throw new ArgumentException(FormattableString.Invariant($"--budget is {given}; it is a positive number of minutes, at most {MostMinutes:f0}."));
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (minutes is { } limit) source.CancelAfter(TimeSpan.FromMinutes(limit));
        return source;
    }
}
