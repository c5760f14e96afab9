using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>Measures one level: training, Monte Carlo, refit, resampling.</summary>
sealed class LevelRun(LevelContext context, LevelFiles? files, ProgressReporter reporter, CancellationToken cancellation)
{
    /// <summary>The level's result, from the state where it is finished.</summary>
    public LevelResult Measure()
    {
        using (var finished = files?.OpenLevel())
        {
            if (finished is not null)
            {
                var level = SavedLevel.Load(context.Span, finished);
                reporter.Report(MeasurementPhase.Resample, 1, 1, level.ResampleInfoNce);
                return level;
            }
        }
        using var training = new WalkerTraining(context);
        Complete(training);
        var trained = training.Result();
        var perturbation = MeasurePerturbation(trained.Walker);
        var (refit, refitIterations) = Refit(training.Fitting, trained.Walker);
        int resampleIterations = context.Options.ResampleIterations;
        double resample = resampleIterations == 0 ? double.NaN : Resample(resampleIterations);
        var result = new LevelResult
        {
            Name = context.Span.Name,
            LatentNames = context.Span.LatentNames,
            Training = trained,
            Perturbation = perturbation,
            RefitInfoNce = refit,
            RefitIterations = refitIterations,
            ResampleInfoNce = resample,
            Times = context.Clock.Times,
        };
        if (files is not null) Write(state => files.WriteLevel(state, SavedLevel.Save(result, state)));
        return result;
    }

    /// <summary>The walker alone.</summary>
    public TrainedWalker TrainWalker()
    {
        using var training = new WalkerTraining(context);
        Complete(training);
        return training.Result();
    }

    /// <summary>The held-out loss of views that differ by drawing the latents anew.</summary>
    public double Resample(int iterations)
    {
        var resample = new ResamplePerturbation();
        using var fitting = context.NewEncoder("resample");
        var phase = new EncoderFittingPhase(
            context, MeasurementPhase.Resample, fitting, context.Pairs(resample, "resample"), iterations, untilPlateau: false);
        Complete(phase);
        return phase.HeldOutLoss(context.Pairs(resample, "resample/held-out"), cancellation);
    }

    PerturbationStatistics MeasurePerturbation(Walker walker)
    {
        reporter.Report(MeasurementPhase.MonteCarlo, 0, 1);
        return context.Clock.Time(TimedPart.MonteCarlo, () => MonteCarlo.Estimate(
            context.Generator, context.Span, walker, context.Options.MonteCarloSamples, context.Seeds.For("montecarlo"), cancellation));
    }

    (double HeldOut, int Iterations) Refit(EncoderFitting fitting, Walker walker)
    {
        int maximum = context.Options.RefitIterations;
        if (maximum == 0) return (double.NaN, 0);
        var learned = new LearnedPerturbation(walker);
        var phase = new EncoderFittingPhase(
            context, MeasurementPhase.Refit, fitting, context.Pairs(learned, "refit"), maximum, untilPlateau: true);
        Complete(phase);
        return (phase.HeldOutLoss(context.Pairs(learned, "refit/held-out"), cancellation), phase.Iteration);
    }

    /// <summary>Takes a phase up where its checkpoint is, and does what is left of it.</summary>
    void Complete(ILevelPhase phase)
    {
        using (var state = files?.OpenPhase(phase.Phase))
        {
            if (state is not null)
            {
                phase.Restore(state);
                context.Clock.Times = SavedLevel.ToTimes(state.Text("times"));
            }
        }
        int saved = phase.Iteration;
        while (!phase.Finished)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save();
                cancellation.ThrowIfCancellationRequested();
            }
            phase.Step();
            reporter.Report(phase);
            if (phase.Iteration % context.Options.CheckpointEvery == 0) Save();
        }
        Save();

        void Save()
        {
            if (files is null || phase.Iteration == saved) return;
            Write(state =>
            {
                phase.Save(state);
                files.WritePhase(phase.Phase, state, SavedLevel.ToText(context.Clock.Times));
            });
            saved = phase.Iteration;
        }
    }

    static void Write(Action<StateWriter> write)
    {
        using var scope = NewDisposeScope();
        write(new StateWriter());
    }
}
