using System.Diagnostics;
using Mlvgm.MLNet.Experiments;
using Mlvgm.MLNet.Measurement;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.Cli.Output;

/// <summary>One bar for all levels of all seeds.</summary>
sealed class MeasurementBar(Action<RunProgress> report, IReadOnlyList<ulong> seeds)
{
    const int Whole = 100;

    long _start;
    double _begun;

    /// <summary>Shows the progress of the measurement with one of the seeds.</summary>
    public void Show(ulong seed, MeasurementProgress progress)
    {
        int index = seeds.ToList().IndexOf(seed);
        Show(progress, (index + progress.Done) / seeds.Count, seeds.Count > 1 ? $"seed {seed} " : "");
    }

    void Show(MeasurementProgress progress, double done, string prefix)
    {
        // What an earlier run did counts as done, but not as fast.
        if (_start == 0) (_start, _begun) = (Stopwatch.GetTimestamp(), done);
        var left = done > _begun ? Stopwatch.GetElapsedTime(_start) * ((1 - done) / (done - _begun)) : TimeSpan.Zero;
        string end = done > _begun ? $"  at most {Duration(left)} left" : "";
        report(new RunProgress((long)(Whole * done), Whole, $"{prefix}{Line(progress)}{end}"));
    }

    static string Line(MeasurementProgress progress)
    {
        string loss = double.IsNaN(progress.InfoNcePaperScale) ? "" : FormattableString.Invariant($"  loss {progress.InfoNcePaperScale:f2} (paper's scale)");
        string moved = double.IsNaN(progress.Perturbation) ? "" : FormattableString.Invariant($"  |p(z)| {progress.Perturbation:f2}");
        return FormattableString.Invariant($"{Printable.Of(progress.Level)} ({progress.LevelIndex + 1} of {progress.LevelCount}) {Name(progress.Phase)}") +
            FormattableString.Invariant($" {progress.Iteration}/{progress.MaximumIterations}{loss}{moved}");
    }

    static string Name(MeasurementPhase phase) => phase switch
    {
        MeasurementPhase.Training => "training",
        MeasurementPhase.MonteCarlo => "Monte Carlo",
        MeasurementPhase.Refit => "refit",
        _ => "drawn anew",
    };

    static string Duration(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
