using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Losses;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>The encoder f with its optimiser: the half of the game that lowers InfoNCE.</summary>
sealed class EncoderFitting : IDisposable
{
    readonly double _temperature;

    /// <summary>Builds f with seeded weights, in training mode, on <paramref name="device"/>.</summary>
    public EncoderFitting(ImageShape shape, MeasurementOptions options, ulong seed, Device device)
    {
        _temperature = options.Temperature;
        Encoder = new MutualInformationEncoder(shape, options, seed);
        Encoder.to(device);
        Optimizer = AdversarialAdam.Create(Encoder, options.EncoderLearningRate);
    }

    /// <summary>f.</summary>
    public MutualInformationEncoder Encoder { get; }

    /// <summary>Its optimiser.</summary>
    public Adam Optimizer { get; }

    /// <summary>What a state keeps of both.</summary>
    public IReadOnlyList<IStatePart> Parts => [new ModulePart("encoder", Encoder), new OptimizerPart("encoder_optimizer", Optimizer)];

    /// <summary>InfoNCE of anchors and positives, which share one batch of 2K in f's batch normalisation.</summary>
    public Tensor Loss(Tensor anchors, Tensor positives)
    {
        using var scope = NewDisposeScope();
        long pairs = anchors.shape[0];
        var features = Encoder.forward(cat([anchors, positives]));
        return InfoNce.Loss(features.narrow(0, 0, pairs), features.narrow(0, pairs, pairs), _temperature).MoveToOuterDisposeScope();
    }

    /// <summary>Takes a step on images without graph, and returns the loss before it; no step where that is not finite.</summary>
    public double Step(Tensor anchors, Tensor positives)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in Encoder.parameters()) parameter.requires_grad_(true);
        Optimizer.zero_grad();
        var loss = Loss(anchors, positives);
        double value = loss.item<float>();
        if (!double.IsFinite(value)) return value;
        loss.backward();
        Optimizer.step();
        return value;
    }

    /// <summary>The loss and its gradient with respect to the positives; f is left as it is, apart from its running statistics.</summary>
    /// <returns>The gradient [K, channels, height, width], in the caller's dispose scope.</returns>
    public (double Loss, Tensor Gradient) ImageGradient(Tensor anchors, Tensor positives)
    {
        using var scope = NewDisposeScope();
        // Without this, the backward pass would also compute the gradients of f's weights, a third of its cost.
        foreach (var parameter in Encoder.parameters()) parameter.requires_grad_(false);
        var leaf = positives.detach().requires_grad_();
        var loss = Loss(anchors, leaf);
        loss.backward();
        return (loss.ToDouble(), leaf.grad!.MoveToOuterDisposeScope());
    }

    /// <summary>Frees f and its optimiser.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        Encoder.Dispose();
    }
}
