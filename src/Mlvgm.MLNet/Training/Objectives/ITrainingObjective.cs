using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Training.Feeding;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training.Objectives;

/// <summary>What a training minimises, and by which rates: all that tells learning from pairs of views and learning from labels apart.</summary>
interface ITrainingObjective
{
    /// <summary>What errors call it.</summary>
    string Name { get; }

    /// <summary>Numbers that the network has to give for an image.</summary>
    int OutputWidth { get; }

    /// <summary>Whether the second view of a pair is used.</summary>
    bool NeedsPairs { get; }

    /// <summary>Layers that are trained beside the network.</summary>
    Module Heads { get; }

    /// <summary>The parameters of network and heads by their rates.</summary>
    /// <param name="network">The network.</param>
    IReadOnlyList<RateGroup> Groups(Module network);

    /// <summary>The loss of a batch, in the caller's dispose scope.</summary>
    FrameworkLoss Loss(Module<Tensor, Tensor> network, in PairBatch batch);

    /// <summary>Called after every optimiser step.</summary>
    void AfterStep(Module<Tensor, Tensor> network, int step, int steps);
}
