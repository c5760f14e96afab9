using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training;

/// <summary>
/// The training loop: views, augmentation, loss, optimiser step, with one dispose scope for each step. Equal options, seeds and
/// weights give equal results, to the bit on a CPU.
/// </summary>
public sealed class EncoderTrainer
{
    readonly Module<Tensor, Tensor> _encoder;
    readonly ISelfSupervisedFramework _framework;
    readonly IViewSource _views;
    readonly AugmentationPipeline _augmentation;
    readonly TrainingOptions _options;
    readonly LearningRateSchedule _schedule;

    /// <summary>Prepares a run.</summary>
    /// <param name="encoder">Images in [0, 1] to features; it is changed in place.</param>
    /// <param name="framework">The loss and its heads, which are changed in place.</param>
    /// <param name="views">Where pairs come from.</param>
    /// <param name="augmentation">T_x: applied to both views with independent draws.</param>
    /// <param name="options">Batch size, steps, learning rate, seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public EncoderTrainer(
        Module<Tensor, Tensor> encoder,
        ISelfSupervisedFramework framework,
        IViewSource views,
        AugmentationPipeline augmentation,
        TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_encoder, _framework, _views, _augmentation, _options) = (encoder, framework, views, augmentation, options);
        _schedule = options.Schedule;
    }

    /// <summary>Trains on <paramref name="device"/>, and leaves the encoder there, in evaluation mode.</summary>
    /// <param name="device">The device; the encoder and the heads are moved to it.</param>
    /// <param name="cancellation">Ends the run after the current step; what was learned so far is kept.</param>
    /// <exception cref="InvalidOperationException">The loss is not a number; the message names the step.</exception>
    public TrainingResult Run(Device device, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(device);
        _encoder.to(device);
        _framework.Heads.to(device);
        _encoder.train();
        _framework.Heads.train();
        using var optimizer = CreateOptimizer();
        var scheduled = optimizer.ParamGroups.First();
        var meter = new TrainingMeter(_options);
        while (meter.Step < _options.Steps && !cancellation.IsCancellationRequested)
        {
            scheduled.LearningRate = _schedule.At(meter.Step);
            using var scope = NewDisposeScope();
            Step(device, optimizer, meter);
        }
        _encoder.eval();
        _framework.Heads.eval();
        return meter.Result(cancelled: meter.Step < _options.Steps);
    }

    void Step(Device device, optim.Optimizer optimizer, TrainingMeter meter)
    {
        int step = meter.Step;
        var (anchors, positives) = meter.Generate(() => NextViews(device));
        var (loss, embeddings) = _framework.Loss(_encoder, anchors, positives);
        optimizer.zero_grad();
        loss.backward();
        double value = loss.item<float>();
        if (!double.IsFinite(value)) throw Diverged(step, value);
        optimizer.step();
        _framework.AfterStep(_encoder, step, _options.Steps);
        bool report = meter.ReportIsDue(step);
        meter.AddStep(value);
        if (!report) return;
        var progress = meter.Report(_schedule.At(step), EmbeddingSpread.Of(embeddings));
        _options.Progress?.Invoke(progress);
    }

    (Tensor Anchors, Tensor Positives) NextViews(Device device)
    {
        var batch = _views.Next(_options.BatchSize, device);
        var anchors = Augment(batch, batch.Anchors, "anchor");
        var positives = Augment(batch, batch.Positives, "positive");
        // CUDA computes behind the program's back; waiting here gives generation its own time.
        if (device.type == DeviceType.CUDA) cuda.synchronize(device);
        return (anchors, positives);
    }

    Tensor Augment(in ViewBatch batch, Tensor images, string view)
    {
        using var gradients = no_grad();
        return _augmentation.Apply(images, new ViewDraws(_options.Seed, view, batch.Epoch, batch.FirstRow));
    }

    /// <summary>The first group follows the schedule; the second, if any, keeps the peak rate.</summary>
    SGD CreateOptimizer()
    {
        var groups = new List<SGD.ParamGroup> { Group(_encoder.parameters().Concat(_framework.ScheduledParameters)) };
        if (_framework.ConstantRateParameters.Any()) groups.Add(Group(_framework.ConstantRateParameters));
        return optim.SGD(groups, _schedule.Peak, _options.Momentum, weight_decay: _options.WeightDecay);
    }

    SGD.ParamGroup Group(IEnumerable<Parameter> parameters) => new(
        parameters.Where(parameter => parameter.requires_grad), _schedule.Peak, _options.Momentum, weight_decay: _options.WeightDecay);

    InvalidOperationException Diverged(int step, double loss) => new(
        $"The loss is {loss} at step {step + 1} of {_options.Steps}, where the learning rate is {_schedule.At(step):g3}. " +
        "Lower the learning rate, lengthen the warm-up, or look for images that are not in [0, 1].");
}
