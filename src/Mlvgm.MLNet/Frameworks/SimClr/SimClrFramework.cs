using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using Mlvgm.MLNet.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.SimClr;

/// <summary>
/// SimCLR (Chen et al., ICML 2020): a view is to find its partner among the 2K - 1 other views of a batch of K pairs, by
/// <see cref="InfoNce"/>, in both directions.
/// </summary>
/// <remarks>
/// The loss is on the true scale. The code behind the paper's runs multiplies it by τ / 0.07 (<see cref="PaperScale"/>): to repeat those,
/// multiply the learning rate by that factor and divide the weight decay by it.
/// </remarks>
sealed class SimClrFramework : ISelfSupervisedFramework
{
    readonly ProjectorHeads _heads;
    readonly double _temperature;

    public SimClrFramework(SimClrOptions options, FrameworkInput input)
    {
        FeatureWidth = input.FeatureWidth;
        _heads = new ProjectorHeads(NewProjector(input.FeatureWidth, options.ProjectionWidth), input.Seed, "simclr");
        _temperature = options.Temperature;
    }

    /// <inheritdoc/>
    public string Name => "SimCLR";

    /// <inheritdoc/>
    public int FeatureWidth { get; }

    /// <inheritdoc/>
    public Module Heads => _heads;

    /// <inheritdoc/>
    public IEnumerable<Parameter> ScheduledParameters => _heads.parameters();

    /// <inheritdoc/>
    public IEnumerable<Parameter> ConstantRateParameters => [];

    /// <inheritdoc/>
    /// <remarks>Both views pass in one batch, so share its statistics (docs/method/frameworks.md#simclr).</remarks>
    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(anchors);
        long pairs = anchors.shape[0];
        var features = functional.normalize(_heads.Projector.forward(encoder.forward(cat([anchors, positives]))), dim: 1);
        var (first, second) = (features.narrow(0, 0, pairs), features.narrow(0, pairs, pairs));
        return new FrameworkLoss(InfoNce.Loss(first, second, _temperature), first.detach());
    }

    /// <summary>Two layers without batch normalisation: features to features to 128 (docs/method/frameworks.md#simclr).</summary>
    static Sequential NewProjector(int features, int width) => Sequential(
        Linear(features, features), ReLU(inplace: true),
        Linear(features, width));
}
