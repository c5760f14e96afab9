using System.Diagnostics;

namespace Mlvgm.MLNet.Training;

/// <summary>Measures a training run: losses, speed, and where the time goes.</summary>
sealed class TrainingMeter(TrainingOptions options)
{
    static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.5);
    readonly Stopwatch _total = Stopwatch.StartNew();
    readonly Stopwatch _generation = new();
    readonly Queue<double> _lastLosses = new();
    double _lossSinceReport;
    int _reportedStep;
    TimeSpan _reportedAt;
    EmbeddingSpread _spread;

    public int Step { get; private set; }

    /// <summary>Runs <paramref name="action"/> on the clock of view generation.</summary>
    public T Generate<T>(Func<T> action)
    {
        _generation.Start();
        try
        {
            return action();
        }
        finally
        {
            _generation.Stop();
        }
    }

    public bool ReportIsDue(int step) =>
        step == 0 || step == options.Steps - 1 || _total.Elapsed - _reportedAt >= ReportInterval;

    public void AddStep(double loss)
    {
        Step++;
        _lossSinceReport += loss;
        _lastLosses.Enqueue(loss);
        if (_lastLosses.Count > Math.Max(1, options.Steps / 10)) _lastLosses.Dequeue();
    }

    public TrainingProgress Report(double learningRate, EmbeddingSpread spread)
    {
        var now = _total.Elapsed;
        int steps = Step - _reportedStep;
        var progress = new TrainingProgress
        {
            Step = Step,
            TotalSteps = options.Steps,
            Loss = _lossSinceReport / steps,
            LearningRate = learningRate,
            ImagesPerSecond = Images(steps) / (now - _reportedAt).TotalSeconds,
            GenerationShare = _generation.Elapsed / now,
            Elapsed = now,
            Remaining = now / Step * (options.Steps - Step),
            Spread = spread,
        };
        (_spread, _reportedStep, _reportedAt, _lossSinceReport) = (spread, Step, now, 0);
        return progress;
    }

    public TrainingResult Result(bool cancelled)
    {
        var elapsed = _total.Elapsed;
        double loss = _lastLosses.Count == 0 ? double.NaN : _lastLosses.Average();
        double rate = Images(Step) / elapsed.TotalSeconds;
        return new TrainingResult(Step, cancelled, loss, _spread, elapsed, rate, _generation.Elapsed / elapsed);
    }

    double Images(int steps) => 2.0 * options.BatchSize * steps;
}
