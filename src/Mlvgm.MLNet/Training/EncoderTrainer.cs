using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Objectives;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// The training loop: views, augmentation, loss, optimiser step, with one dispose scope for each step. Equal options, seeds and
/// weights give equal results, to the bit on a CPU, also where a run was killed and went on from a checkpoint.
/// </summary>
/// <example>See <c>examples/ApiTour/TrainingLoop.cs</c>.</example>
public sealed class EncoderTrainer
{
    readonly Module<Tensor, Tensor> _encoder;
    readonly ITrainingObjective _objective;
    readonly IViewSource _views;
    readonly AugmentationPipeline _augmentation;
    readonly TrainingOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="encoder">Images in [0, 1] to features; it is changed in place.</param>
    /// <param name="framework">The loss and its heads, which are changed in place.</param>
    /// <param name="views">Where pairs come from.</param>
    /// <param name="augmentation">T_x: applied to both views with independent draws.</param>
    /// <param name="options">Batch size, steps, learning rate, seed.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or early stopping has nothing to look at.</exception>
    public EncoderTrainer(
        Module<Tensor, Tensor> encoder,
        ISelfSupervisedFramework framework,
        IViewSource views,
        AugmentationPipeline augmentation,
        TrainingOptions options)
        : this(encoder, new SelfSupervisedObjective(framework ?? throw new ArgumentNullException(nameof(framework))), views, augmentation, options)
    {
    }

    /// <summary>Prepares a run with any objective.</summary>
    internal EncoderTrainer(
        Module<Tensor, Tensor> encoder, ITrainingObjective objective, IViewSource views, AugmentationPipeline augmentation, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(options);
        SettingsOf.Validate(options);
        options.ValidateMonitor();
        (_encoder, _objective, _views, _augmentation, _options) = (encoder, objective, views, augmentation, options);
    }

    /// <summary>Trains on <paramref name="device"/>, and leaves the encoder there, in evaluation mode.</summary>
    /// <param name="device">The device; the encoder and the heads are moved to it.</param>
    /// <param name="cancellation">
    /// Ends the run after the current step. Where something says which encoder was the best so far, its weights are returned.
    /// </param>
    /// <exception cref="InvalidOperationException">The loss is not a number; the message names the step.</exception>
    /// <exception cref="ArgumentException">The encoder's features are not as wide as the framework's heads.</exception>
    /// <exception cref="InvalidDataException">There are states to go on from, but every one is damaged.</exception>
    public TrainingResult Run(Device device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        _encoder.to(device);
        _objective.Heads.to(device);
        CheckFeatureWidth(device);
        _encoder.train();
        _objective.Heads.train();
        using var garbage = StepGarbage.Begin();
        using var run = new TrainingRun(_encoder, _objective, _views, _options, device);
        var result = run.Execute(views => OpenFeed(views, device), cancellation);
        _encoder.eval();
        _objective.Heads.eval();
        return result;
    }

    /// <summary>Sends one black image through the encoder, whose statistics do not change in evaluation mode.</summary>
    void CheckFeatureWidth(Device device)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var shape = _views.ImageShape;
        var black = zeros([1, shape.Channels, shape.Height, shape.Width], device: device);
        var view = _augmentation.Apply(black, new ViewDraws(Seed: 0, "check", Epoch: 0, FirstRow: 0));
        _encoder.eval();
        long[] features = _encoder.forward(view).shape;
        if (features.Length != 2 || features[1] != _objective.OutputWidth)
        {
            throw new ArgumentException(
                $"The encoder turns images of {shape} into [batch{string.Concat(features.Skip(1).Select(size => $", {size}"))}], but the heads of " +
                $"{_objective.Name} are made for features of [batch, {_objective.OutputWidth}].");
        }
    }

    IPairFeed OpenFeed(IViewSource views, Device device)
    {
        var feed = new PairFeed(views, _augmentation, _options.Seed, _options.BatchSize / _options.AccumulationParts, device, _objective.NeedsPairs);
        return _options.Overlap ? new OverlappedPairFeed(feed) : feed;
    }
}
