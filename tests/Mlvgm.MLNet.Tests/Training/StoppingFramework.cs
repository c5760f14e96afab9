using Mlvgm.MLNet.Frameworks.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Tests.Training;

/// <summary>Another framework, that cancels a run while the loss of its last wanted batch is computed.</summary>
sealed class StoppingFramework(ISelfSupervisedFramework inner, CancellationTokenSource stop, int batches) : ISelfSupervisedFramework
{
    int _batches;

    public string Name => inner.Name;

    public int FeatureWidth => inner.FeatureWidth;

    public Module Heads => inner.Heads;

    public IEnumerable<Parameter> ScheduledParameters => inner.ScheduledParameters;

    public IEnumerable<Parameter> ConstantRateParameters => inner.ConstantRateParameters;

    public FrameworkLoss Loss(Module<Tensor, Tensor> encoder, Tensor anchors, Tensor positives)
    {
        if (++_batches == batches) stop.Cancel();
        return inner.Loss(encoder, anchors, positives);
    }

    public void AfterStep(Module<Tensor, Tensor> encoder, int step, int steps) => inner.AfterStep(encoder, step, steps);
}
