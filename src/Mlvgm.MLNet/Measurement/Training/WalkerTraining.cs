using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Measurement.State;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>
/// The game of one level (paper, Eq. 5; docs/method/measurement.md#one-iteration): an iteration is a step of f down InfoNCE on fresh pairs, then one of the
/// walker up it, on the same images through the updated f. It ends where the smoothed loss rises through γ.
/// </summary>
sealed class WalkerTraining : ILevelPhase, IDisposable
{
    readonly LevelContext _context;
    readonly WalkerModule _walker;
    readonly Adam _optimizer;
    readonly CrossingDetector _detector;
    readonly SnapshotSeries _snapshots = new();
    readonly List<double> _losses = [];
    readonly List<double> _perturbations = [];
    readonly LatentSampler _sampler;
    readonly LatentDraw _draw;
    bool _checked;

    public WalkerTraining(LevelContext context)
    {
        _context = context;
        var options = context.Options;
        Fitting = context.NewEncoder("training");
        _walker = new WalkerModule(context.Span.Size, context.Seeds.For("training/walker"));
        _walker.to(context.Device);
        _optimizer = AdversarialAdam.Create(_walker, options.WalkerLearningRate);
        _detector = new CrossingDetector(options.Gamma, options.DipShare * options.Gamma, options.SmoothingIterations);
        _sampler = new LatentSampler(context.Generator.Layout, ViewStrategy.None, context.Seeds.For("training/latents"));
        _draw = new LatentDraw(context.Generator.Layout, options.Pairs, withPositives: false);
    }

    /// <summary>f, which the refit goes on with.</summary>
    public EncoderFitting Fitting { get; }

    public MeasurementPhase Phase => MeasurementPhase.Training;

    public int Iteration => _losses.Count;

    public int MaximumIterations => _context.Options.MaximumIterations;

    public bool Finished => _detector.Crossed || Iteration >= MaximumIterations;

    public double Smoothed => _detector.Smoothed;

    public double Perturbation => _perturbations.Count == 0 ? double.NaN : _perturbations[^1];

    public void Step()
    {
        using var scope = NewDisposeScope();
        int iteration = Iteration + 1;
        var clock = _context.Clock;
        var (anchors, positives, perturbation) = clock.Time(TimedPart.Generator, Generate);
        double loss = clock.Time(TimedPart.Encoder, () => Fitting.Step(anchors, positives.detach()));
        if (!double.IsFinite(loss)) throw _context.NotFinite(loss, "training", iteration);
        _losses.Add(loss);
        _perturbations.Add(perturbation.item<float>());
        _detector.Add(loss);
        if (!_detector.Crossed && (_detector.Dipped || !_context.Options.WalkerWaitsForDip))
        {
            var (walkerLoss, gradient) = clock.Time(TimedPart.Adversary, () => Fitting.ImageGradient(anchors, positives));
            if (!double.IsFinite(walkerLoss)) throw _context.NotFinite(walkerLoss, "training", iteration);
            clock.Time(TimedPart.Generator, () => Ascend(positives, gradient));
        }
        _snapshots.Add(iteration, _walker);
    }

    /// <summary>What was learned so far.</summary>
    public TrainedWalker Result() => new()
    {
        Degenerate = !_detector.Crossed,
        Iterations = Iteration,
        InfoNce = Smoothed,
        InfoNcePaperScale = PaperScale.FromTrue(Smoothed, _context.Options.Temperature),
        Walker = _walker.ToWalker(),
        Curve = new TrainingCurve([.. _losses], [.. _perturbations]),
        Snapshots = _snapshots.Taken,
    };

    public void Save(StateFile state)
    {
        foreach (var part in Parts) part.Save(state);
        state.Add("infoNce", _losses);
        state.Add("perturbation", _perturbations);
        _snapshots.Save(state);
    }

    public void Restore(StateFile state)
    {
        foreach (var part in Parts) part.Restore(state);
        _losses.AddRange(state.Numbers("infoNce"));
        _perturbations.AddRange(state.Numbers("perturbation"));
        foreach (double loss in _losses) _detector.Add(loss);
        _snapshots.Restore(state);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _walker.Dispose();
        Fitting.Dispose();
    }

    IEnumerable<IStatePart> Parts => [.. Fitting.Parts, new ModulePart("walker", _walker), new OptimizerPart("walker_optimizer", _optimizer)];

    /// <summary>Anchors without graph, positives with one that leads to the walker, and the mean ‖p(z)‖.</summary>
    (Tensor Anchors, Tensor Positives, Tensor Perturbation) Generate()
    {
        var generator = _context.Generator;
        var latents = generator.ToTensors(_draw.Fill(_sampler, (long)Iteration * _context.Options.Pairs));
        Tensor anchors;
        using (no_grad()) anchors = generator.Decode(latents);
        // Once, as in training: the loss of every iteration is looked at.
        if (!_checked) TensorRange.Require(generator, anchors);
        _checked = true;
        var z = _context.Span.Gather(latents);
        var delta = _walker.forward(z);
        var positives = generator.Decode(_context.Span.Scatter(z + delta, latents));
        return (anchors, positives, delta.detach().norm(1).mean());
    }

    bool Ascend(Tensor positives, Tensor gradient)
    {
        // Latents that the generator ignores have no graph, and so no gradient.
        if (!positives.requires_grad) return false;
        _optimizer.zero_grad();
        positives.backward([-gradient]);
        _optimizer.step();
        return true;
    }
}
