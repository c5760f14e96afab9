using System.Diagnostics;
using Mlvgm.MLNet.Torch.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training;

/// <summary>Measures a training run: losses, speed, and where the time goes; across interruptions, the time spent in each session.</summary>
sealed class TrainingMeter(TrainingOptions options) : IStatePart
{
    static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.5);
    readonly Stopwatch _session = Stopwatch.StartNew();
    readonly Stopwatch _waiting = new();
    readonly Queue<double> _lastLosses = new();
    readonly MeterWindow _shown = new("shown"), _logged = new("logged"), _looked = new("looked");
    TimeSpan _earlier, _earlierWaiting;
    int _firstStep, _shownStep, _loggedStep;
    TimeSpan _shownAt, _loggedAt;
    EmbeddingSpread _spread;

    /// <summary>Steps finished.</summary>
    public int Step { get; private set; }

    /// <summary>The mean loss since the last call.</summary>
    public double TakeLoss() => _looked.Take();

    TimeSpan Elapsed => _earlier + _session.Elapsed;

    TimeSpan Waiting => _earlierWaiting + _waiting.Elapsed;

    /// <summary>Runs <paramref name="action"/> on the clock of view generation.</summary>
    public T Generate<T>(Func<T> action)
    {
        _waiting.Start();
        try
        {
            return action();
        }
        finally
        {
            _waiting.Stop();
        }
    }

    /// <summary>Whether the coming step, 0-based, is to be shown to the user.</summary>
    public bool ReportIsDue(int step) =>
        step == _firstStep || step == options.Steps - 1 || Elapsed - _shownAt >= ReportInterval;

    /// <summary>Whether the coming step, 0-based, is to be written to the log.</summary>
    public bool LogIsDue(int step) => options.Log is not null && ((step + 1) % options.LogEvery == 0 || step == options.Steps - 1);

    public void AddStep(double loss)
    {
        Step++;
        _shown.Add(loss);
        _logged.Add(loss);
        _looked.Add(loss);
        _lastLosses.Enqueue(loss);
        if (_lastLosses.Count > Math.Max(1, options.Steps / 10)) _lastLosses.Dequeue();
    }

    /// <summary>What is shown to the user.</summary>
    public TrainingProgress Report(EmbeddingSpread spread)
    {
        var progress = Progress(_shown, _shownStep, _shownAt, spread);
        (_shownStep, _shownAt) = (Step, progress.Elapsed);
        return progress;
    }

    /// <summary>What is written to the log.</summary>
    public TrainingProgress LogEntry(EmbeddingSpread spread)
    {
        var progress = Progress(_logged, _loggedStep, _loggedAt, spread);
        (_loggedStep, _loggedAt) = (Step, progress.Elapsed);
        return progress;
    }

    public TrainingResult Result(bool cancelled)
    {
        var elapsed = Elapsed;
        double loss = _lastLosses.Count == 0 ? double.NaN : _lastLosses.Average();
        double rate = Images(Step) / elapsed.TotalSeconds;
        return new TrainingResult(Step, cancelled, loss, _spread, elapsed, rate, Waiting / elapsed);
    }

    public void Save(StateFile state)
    {
        var values = state.Values;
        (values["step"], values["seconds"], values["waitingSeconds"]) = (Step, Elapsed.TotalSeconds, Waiting.TotalSeconds);
        (values["deviation"], values["healthy"]) = (_spread.Deviation, _spread.Healthy);
        foreach (var window in Windows) window.Save(state);
        state.Add("lastLosses", tensor(_lastLosses.ToArray()));
    }

    public void Restore(StateFile state)
    {
        Step = _firstStep = _shownStep = _loggedStep = state.Value<int>("step");
        _earlier = TimeSpan.FromSeconds(state.Value<double>("seconds")) - _session.Elapsed;
        _earlierWaiting = TimeSpan.FromSeconds(state.Value<double>("waitingSeconds"));
        _shownAt = _loggedAt = Elapsed;
        _spread = new EmbeddingSpread(state.Value<double>("deviation"), state.Value<double>("healthy"));
        foreach (var window in Windows) window.Restore(state);
        _lastLosses.Clear();
        foreach (double loss in state.Tensors["lastLosses"].data<double>()) _lastLosses.Enqueue(loss);
    }

    MeterWindow[] Windows => [_shown, _logged, _looked];

    TrainingProgress Progress(MeterWindow window, int since, TimeSpan sinceTime, EmbeddingSpread spread)
    {
        var now = Elapsed;
        _spread = spread;
        return new TrainingProgress
        {
            Step = Step,
            TotalSteps = options.Steps,
            Loss = window.Take(),
            LearningRate = options.Schedule.At(Step - 1),
            ImagesPerSecond = Images(Step - since) / (now - sinceTime).TotalSeconds,
            GenerationShare = Waiting / now,
            Elapsed = now,
            Remaining = _session.Elapsed / (Step - _firstStep) * (options.Steps - Step),
            Spread = spread,
        };
    }

    double Images(int steps) => 2.0 * options.BatchSize * steps;
}
