using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Objectives;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training;

/// <summary>One run of a trainer: what changes from step to step, and how it is kept and found again.</summary>
sealed class TrainingRun : IDisposable
{
    readonly Module<Tensor, Tensor> _encoder;
    readonly ITrainingObjective _objective;
    readonly IViewSource _views;
    readonly TrainingOptions _options;
    readonly Device _device;
    readonly MomentumSgd _optimizer;
    readonly TrainingMeter _meter;
    readonly BestEncoder _best;
    readonly SourcePosition _position = new();
    readonly IStatePart[] _parts;

    public TrainingRun(
        Module<Tensor, Tensor> encoder, ITrainingObjective objective, IViewSource views, TrainingOptions options, Device device)
    {
        (_encoder, _objective, _views, _options, _device) = (encoder, objective, views, options, device);
        _optimizer = new MomentumSgd(encoder, objective, options);
        _meter = new TrainingMeter(options);
        _best = new BestEncoder(encoder, options);
        _parts =
        [
            new ModulePart("encoder", encoder), new ModulePart("heads", objective.Heads), _optimizer, _meter, _best, _position,
        ];
    }

    /// <summary>Goes on from the newest checkpoint, if there is one, to the last step.</summary>
    public TrainingResult Execute(Func<IViewSource, IPairFeed> open, CancellationToken cancellation)
    {
        if (_options.Checkpoints?.Restore(_parts) == true && _position.Next is { } next) _views.MoveTo(next);
        _options.Log?.Rewind(_meter.Step);
        using (var feed = _meter.Step < _options.Steps && !_best.Stop ? open(_views) : null)
        {
            while (_meter.Step < _options.Steps && !_best.Stop && !cancellation.IsCancellationRequested)
            {
                using (NewDisposeScope()) Step(feed!);
                if (_options.Checkpoints is { IsDue: true } && _meter.Step < _options.Steps) Save();
            }
        }
        Save();
        var result = _meter.Result(cancelled: _meter.Step < _options.Steps && !_best.Stop);
        bool early = _meter.Step < _options.Steps;
        if (early) _best.Return();
        return result with
        {
            StoppedEarly = early && !result.Cancelled,
            EncoderStep = early ? _best.Step ?? _meter.Step : _meter.Step,
            Reading = _best.Reading,
        };
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _best.Dispose();
    }

    void Step(IPairFeed feed)
    {
        using var collected = StepGarbage.InStep();
        int step = _meter.Step;
        var (loss, embeddings) = Gradients(feed, step);
        _optimizer.Step(step);
        _objective.AfterStep(_encoder, step, _options.Steps);
        bool report = _options.Progress is not null && _meter.ReportIsDue(step), log = _meter.LogIsDue(step);
        _meter.AddStep(loss);
        bool look = _best.IsDue(_meter.Step);
        if (look) _best.Look(_meter.Step, _meter.TakeLoss(), _device);
        if (!report && !log && !look) return;
        var spread = EmbeddingSpread.Of(embeddings);
        if (log || look) _options.Log?.Write(_meter.LogEntry(spread) with { Reading = look ? _best.Reading : null });
        if (report) _options.Progress!(_meter.Report(spread) with { Reading = _best.Reading });
    }

    /// <summary>Leaves the gradient of the batch's mean loss in the parameters; the loss of each part has the part's own statistics.</summary>
    (double Loss, Tensor Embeddings) Gradients(IPairFeed feed, int step)
    {
        double sum = 0;
        Tensor embeddings = null!;
        _optimizer.ZeroGradients();
        for (int part = 0; part < _options.AccumulationParts; part++)
        {
            // Only one part's graph is alive at a time.
            using var scope = NewDisposeScope();
            var pairs = _meter.Generate(feed.Next);
            var computed = _objective.Loss(_encoder, pairs);
            (_options.AccumulationParts == 1 ? computed.Loss : computed.Loss / _options.AccumulationParts).backward();
            double value = computed.Loss.item<float>();
            if (!double.IsFinite(value)) throw Diverged($"The loss of {_objective.Name} is {value}", step);
            sum += value;
            embeddings = computed.Embeddings.MoveToOuterDisposeScope();
            _position.Next = pairs.Next;
        }
        return (sum / _options.AccumulationParts, embeddings);
    }

    void Save()
    {
        // One that holds no numbers is neither to push out the last good checkpoints nor to be exported.
        if (!IsFinite()) throw Diverged($"A weight of {_objective.Name} is not a number", _meter.Step - 1);
        _options.Checkpoints?.Save(_meter.Step, _parts);
    }

    bool IsFinite()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return _encoder.parameters().Concat(_objective.Heads.parameters()).All(weight => weight.isfinite().all().item<bool>());
    }

    InvalidOperationException Diverged(string what, int step) => new(
        $"{what} at step {step + 1} of {_options.Steps}, where the learning rate is {_options.Schedule.At(step):g3}. " +
        "Lower the learning rate, lengthen the warm-up, or look for images that are not in [0, 1].");
}
