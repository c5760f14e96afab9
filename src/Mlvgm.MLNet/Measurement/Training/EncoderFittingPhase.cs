using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>f is trained alone on pairs of a fixed kind: the refit at a frozen walker, and the measure by resampling.</summary>
/// <param name="context">The level.</param>
/// <param name="phase">Which of the two.</param>
/// <param name="fitting">f; not disposed.</param>
/// <param name="pairs">Where its pairs come from.</param>
/// <param name="maximumIterations">The most iterations.</param>
/// <param name="untilPlateau">Whether to stop once the loss no longer falls.</param>
sealed class EncoderFittingPhase(
    LevelContext context, MeasurementPhase phase, EncoderFitting fitting, LevelPairs pairs, int maximumIterations, bool untilPlateau)
    : ILevelPhase
{
    /// <summary>Iterations whose mean loss is compared with that of as many before.</summary>
    const int PlateauIterations = 100;

    /// <summary>The share of the loss by which it must fall from one window to the next.</summary>
    const double PlateauFall = 0.01;

    readonly List<double> _losses = [];

    public MeasurementPhase Phase => phase;

    public int Iteration => _losses.Count;

    public int MaximumIterations => maximumIterations;

    public bool Finished => Iteration >= maximumIterations || (untilPlateau && Plateau);

    public double Smoothed => _losses.Count == 0 ? double.NaN : _losses.TakeLast(context.Options.SmoothingIterations).Average();

    public double Perturbation => double.NaN;

    public void Step() => context.Clock.Time(Part, () =>
    {
        using var scope = NewDisposeScope();
        var (anchors, positives) = pairs.At(Iteration);
        double loss = fitting.Step(anchors, positives);
        if (!double.IsFinite(loss)) throw context.NotFinite(loss, Name, Iteration + 1);
        _losses.Add(loss);
        return loss;
    });

    /// <summary>The mean loss over fresh pairs that f was not trained on; its batch normalisation still uses each batch.</summary>
    public double HeldOutLoss(LevelPairs fresh, CancellationToken cancellation) => context.Clock.Time(Part, () =>
    {
        using var gradients = no_grad();
        double sum = 0;
        for (int batch = 0; batch < context.Options.HeldOutBatches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (anchors, positives) = fresh.At(batch);
            sum += fitting.Loss(anchors, positives).item<float>();
        }
        return sum / context.Options.HeldOutBatches;
    });

    public void Save(StateFile state)
    {
        foreach (var part in fitting.Parts) part.Save(state);
        state.Add("infoNce", _losses);
    }

    public void Restore(StateFile state)
    {
        foreach (var part in fitting.Parts) part.Restore(state);
        _losses.AddRange(state.Numbers("infoNce"));
    }

    string Name => phase == MeasurementPhase.Refit ? "refit" : "resampling";

    TimedPart Part => phase == MeasurementPhase.Refit ? TimedPart.Refit : TimedPart.Resample;

    bool Plateau
    {
        get
        {
            if (Iteration % PlateauIterations != 0 || Iteration < 2 * PlateauIterations) return false;
            double last = _losses.TakeLast(PlateauIterations).Average();
            double before = _losses.TakeLast(2 * PlateauIterations).Take(PlateauIterations).Average();
            return last > (1 - PlateauFall) * before;
        }
    }
}
