using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.FineTuning;

/// <summary>
/// Cross-entropy of logits with smoothed targets, each image counting by the weight of its class: the mean over a batch of w_y (-(1 - s) log p_y - s / C sum_k log p_k)
/// in units of the mean weight of its images (docs/method/fine-tuning.md).
/// </summary>
sealed class ClassificationObjective : ITrainingObjective
{
    readonly ClassifierNetwork _network;
    readonly IReadOnlyList<int> _labels;
    readonly float[] _weights;
    readonly ClassificationOptions _options;

    /// <param name="network">The network.</param>
    /// <param name="labels">The class of every row.</param>
    /// <param name="rows">The rows that are learned from.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="options">Smoothing, weights, rates.</param>
    public ClassificationObjective(ClassifierNetwork network, IReadOnlyList<int> labels, IReadOnlyList<int> rows, int classes, ClassificationOptions options)
    {
        (_network, _labels, _options, OutputWidth) = (network, labels, options, classes);
        var counts = rows.CountBy(row => labels[row]).ToDictionary();
        _weights = [.. Enumerable.Range(0, classes).Select(k => options.ClassWeights == ClassWeighting.Balanced && counts.TryGetValue(k, out int count)
            ? (float)rows.Count / (count * counts.Count)
            : 1f)];
    }

    public string Name => "fine-tuning";

    public int OutputWidth { get; }

    public bool NeedsPairs => false;

    public nn.Module Heads { get; } = nn.Identity();

    public IReadOnlyList<RateGroup> Groups(nn.Module network) =>
    [
        new(_network.Backbone.parameters()), new(_network.Head.parameters(), _options.HeadRate),
    ];

    public FrameworkLoss Loss(nn.Module<Tensor, Tensor> network, in PairBatch batch)
    {
        using var scope = NewDisposeScope();
        long[] labels = [.. batch.Rows!.Select(row => (long)_labels[row])];
        var logits = network.forward(batch.Anchors);
        var target = tensor(labels, device: logits.device);
        var weights = tensor(labels.Select(label => _weights[label]).ToArray(), device: logits.device);
        var loss = Of(logits, target, weights, _options.LabelSmoothing);
        return new FrameworkLoss(loss.MoveToOuterDisposeScope(), logits.detach().MoveToOuterDisposeScope());
    }

    public void AfterStep(nn.Module<Tensor, Tensor> network, int step, int steps)
    {
    }

    /// <summary>The loss of logits [batch, classes], classes [batch] and weights [batch].</summary>
    internal static Tensor Of(Tensor logits, Tensor labels, Tensor weights, double smoothing)
    {
        var log = nn.functional.log_softmax(logits, 1);
        var own = log.gather(1, labels.unsqueeze(1)).squeeze(1);
        return -((own * (1 - smoothing) + log.mean([1]) * smoothing) * weights).sum() / weights.sum();
    }
}
