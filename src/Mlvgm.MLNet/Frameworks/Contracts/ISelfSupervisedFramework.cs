using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Contracts;

/// <summary>
/// A way to learn an encoder from pairs of views: its heads, its loss, and which of its parameters follow the learning-rate schedule.
/// The trainer owns everything else.
/// </summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public interface ISelfSupervisedFramework
{
    /// <summary>The name by which the framework is known, such as <c>SimSiam</c>.</summary>
    string Name { get; }

    /// <summary>Numbers in a feature vector of the encoder that the heads are made for.</summary>
    int FeatureWidth { get; }

    /// <summary>The layers after the encoder, which training needs and the exported encoder does not.</summary>
    Module Heads { get; }

    /// <summary>Parameters of the heads whose learning rate follows the schedule, as the encoder's does.</summary>
    IEnumerable<Parameter> ScheduledParameters { get; }

    /// <summary>Parameters of the heads whose learning rate stays at its peak value.</summary>
    IEnumerable<Parameter> ConstantRateParameters { get; }

    /// <summary>Computes the loss of one batch.</summary>
    /// <param name="encoder">Images to features, in training mode.</param>
    /// <param name="anchors">[batch, channels, height, width], values in [0, 1].</param>
    /// <param name="positives">In the same layout: row i is the other view of anchor i.</param>
    /// <returns>Tensors in the caller's dispose scope.</returns>
    FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives);

    /// <summary>
    /// Called after every optimiser step, for what follows the trained weights without a gradient, such as BYOL's target. Most frameworks
    /// have nothing to do here.
    /// </summary>
    /// <param name="encoder">The encoder, as the step left it.</param>
    /// <param name="step">The step that was done, 0-based.</param>
    /// <param name="steps">Steps in all.</param>
    void AfterStep(Module<Tensor, Tensor> encoder, int step, int steps)
    {
    }
}
