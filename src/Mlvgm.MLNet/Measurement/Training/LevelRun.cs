using System.Text.Json;
using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Measures one level: training, Monte Carlo, refit, resampling. Its state is what is finished, and the phase in progress.</summary>
sealed class LevelRun(LevelContext context, StateFolder? states, ProgressReporter reporter, CancellationToken cancellation) : IStatePart, IDisposable
{
    const string PhaseKey = "phase";
    const string TimesKey = "times";

    readonly FinishedPhases _finished = new();
    readonly List<IDisposable> _networks = [];
    ILevelPhase? _phase;

    /// <summary>The fitted encoder of the training, which the refit goes on with.</summary>
    EncoderFitting? _fitting;

    /// <summary>The level's result, from the state where it is finished.</summary>
    public LevelResult Measure()
    {
        bool restored = states?.Restore([this]) is not null;
        if (restored && _finished.Resample is { } known)
        {
            reporter.Report(MeasurementPhase.Resample, 1, 1, known);
            return Result();
        }
        _finished.Training ??= TrainWalker();
        _finished.Perturbation ??= MeasurePerturbation(_finished.Training.Walker);
        if (_finished.Refit is null) Refit();
        int iterations = context.Options.ResampleIterations;
        _finished.Resample = iterations == 0 ? double.NaN : Resample(iterations);
        _phase = null;
        Save();
        return Result();
    }

    /// <summary>The walker alone.</summary>
    public TrainedWalker TrainWalker()
    {
        var training = _phase as WalkerTraining ?? BeginTraining();
        Complete(training);
        _fitting = training.Fitting;
        return training.Result();
    }

    /// <summary>The held-out loss of views that differ by drawing the latents anew.</summary>
    public double Resample(int iterations)
    {
        var phase = _phase is EncoderFittingPhase { Phase: MeasurementPhase.Resample } begun ? begun : BeginResampling(iterations);
        Complete(phase);
        return phase.HeldOutLoss(context.Pairs(new ResamplePerturbation(), "resample/held-out"), cancellation);
    }

    public void Save(StateFile state)
    {
        _finished.Save(state);
        (state.Values[PhaseKey], state.Values[TimesKey]) = (_phase?.Phase.ToString(), JsonSerializer.SerializeToNode(context.Clock.Times));
        _phase?.Save(state);
    }

    public void Restore(StateFile state)
    {
        _finished.Restore(state);
        context.Clock.Times = state.Values[TimesKey].Deserialize<LevelTimes>() ?? throw new InvalidDataException($"The state lacks '{TimesKey}'.");
        if (state.Values[PhaseKey] is null) return;
        ILevelPhase phase = Enum.Parse<MeasurementPhase>(state.Value<string>(PhaseKey)) switch
        {
            MeasurementPhase.Training => BeginTraining(),
            MeasurementPhase.Refit => BeginRefit(_finished.Training!.Walker),
            _ => BeginResampling(context.Options.ResampleIterations),
        };
        phase.Restore(state);
        _phase = phase;
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        foreach (var network in _networks) network.Dispose();
    }

    LevelResult Result() => new()
    {
        Name = context.Span.Name,
        LatentNames = context.Span.LatentNames,
        Training = _finished.Training!,
        Perturbation = _finished.Perturbation!,
        RefitInfoNce = _finished.Refit!.Value,
        RefitIterations = _finished.RefitIterations,
        ResampleInfoNce = _finished.Resample!.Value,
        Times = context.Clock.Times,
    };

    PerturbationStatistics MeasurePerturbation(Walker walker)
    {
        reporter.Report(MeasurementPhase.MonteCarlo, 0, 1);
        return context.Clock.Time(TimedPart.MonteCarlo, () => MonteCarlo.Estimate(
            context.Generator, context.Span, walker, context.Options.MonteCarloSamples, context.Seeds.For("montecarlo"), cancellation));
    }

    void Refit()
    {
        if (context.Options.RefitIterations == 0)
        {
            _finished.Refit = double.NaN;
            return;
        }
        var walker = _finished.Training!.Walker;
        var phase = _phase is EncoderFittingPhase { Phase: MeasurementPhase.Refit } begun ? begun : BeginRefit(walker);
        Complete(phase);
        double heldOut = phase.HeldOutLoss(context.Pairs(new LearnedPerturbation(walker), "refit/held-out"), cancellation);
        (_finished.Refit, _finished.RefitIterations) = (heldOut, phase.Iteration);
    }

    WalkerTraining BeginTraining()
    {
        var training = new WalkerTraining(context);
        _networks.Add(training);
        return training;
    }

    EncoderFittingPhase BeginRefit(Walker walker) => new(
        context, MeasurementPhase.Refit, _fitting ??= NewEncoder("training"), context.Pairs(new LearnedPerturbation(walker), "refit"),
        context.Options.RefitIterations, untilPlateau: true);

    EncoderFittingPhase BeginResampling(int iterations) => new(
        context, MeasurementPhase.Resample, NewEncoder("resample"), context.Pairs(new ResamplePerturbation(), "resample"), iterations, untilPlateau: false);

    EncoderFitting NewEncoder(string part)
    {
        var fitting = context.NewEncoder(part);
        _networks.Add(fitting);
        return fitting;
    }

    /// <summary>Does what is left of a phase.</summary>
    void Complete(ILevelPhase phase)
    {
        int saved = phase.Iteration;
        _phase = phase;
        using var garbage = StepGarbage.Begin();
        while (!phase.Finished)
        {
            if (cancellation.IsCancellationRequested)
            {
                SaveProgress();
                cancellation.ThrowIfCancellationRequested();
            }
            using (StepGarbage.InStep()) phase.Step();
            reporter.Report(phase);
            if (phase.Iteration % context.Options.CheckpointEvery == 0) SaveProgress();
        }
        SaveProgress();

        void SaveProgress()
        {
            if (phase.Iteration == saved) return;
            Save();
            saved = phase.Iteration;
        }
    }

    /// <summary>The number of a state rises with every iteration of every phase; the last, of the finished level, follows the last iteration.</summary>
    void Save()
    {
        if (states is null) return;
        using var scope = NewDisposeScope();
        int before = _phase?.Phase switch
        {
            MeasurementPhase.Training => 0,
            MeasurementPhase.Refit => _finished.Training!.Iterations,
            _ => _finished.Training!.Iterations + _finished.RefitIterations,
        };
        states.Save(before + (_phase?.Iteration ?? context.Options.ResampleIterations + 1), [this]);
    }
}
