using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace BringYourOwn;

/// <summary>Partners are to be near each other, and everything else is to spread over the sphere.</summary>
sealed class Alignment : ISelfSupervisedFramework
{
    const int Width = 32;

    readonly double _weight;
    readonly Linear _head;

    public Alignment(AlignmentOptions options, FrameworkInput input)
    {
        (_weight, FeatureWidth) = (options.UniformityWeight, input.FeatureWidth);
        _head = Linear(FeatureWidth, Width);
        // Weights that depend on the seed alone: equal seeds give equal encoders.
        SeededInitialization.Default(_head, input.Seed, "alignment");
    }

    public string Name => "Alignment";

    public int FeatureWidth { get; }

    public Module Heads => _head;

    public IEnumerable<Parameter> ScheduledParameters => _head.parameters();

    public IEnumerable<Parameter> ConstantRateParameters => [];

    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        var (first, second) = (Project(encoder, anchors), Project(encoder, positives));
        var alignment = (first - second).pow(2).sum(1).mean();
        return new FrameworkLoss(alignment + _weight * (Uniformity(first) + Uniformity(second)) / 2, first.detach());
    }

    Tensor Project(Module<Tensor, Tensor> encoder, Tensor images) => functional.normalize(_head.forward(encoder.forward(images)), dim: 1);

    /// <summary>log of the mean of exp(-2 |a - b|²) over all pairs: the lower, the more evenly spread.</summary>
    static Tensor Uniformity(Tensor features)
    {
        var squared = 2 - 2 * features.matmul(features.t());
        return (-2 * squared).exp().mean().log();
    }
}
