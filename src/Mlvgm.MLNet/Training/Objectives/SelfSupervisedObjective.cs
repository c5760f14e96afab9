using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Training.Feeding;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training.Objectives;

/// <summary>A framework's loss of pairs of views.</summary>
sealed class SelfSupervisedObjective(ISelfSupervisedFramework framework) : ITrainingObjective
{
    public string Name => framework.Name;

    public int OutputWidth => framework.FeatureWidth;

    public bool NeedsPairs => true;

    public Module Heads => framework.Heads;

    public IReadOnlyList<RateGroup> Groups(Module network) =>
    [
        new(network.parameters().Concat(framework.ScheduledParameters)), new(framework.ConstantRateParameters, IsConstant: true),
    ];

    public FrameworkLoss Loss(Module<Tensor, Tensor> network, in PairBatch batch) => framework.Loss(network, batch.Anchors, batch.Positives);

    public void AfterStep(Module<Tensor, Tensor> network, int step, int steps) => framework.AfterStep(network, step, steps);
}
