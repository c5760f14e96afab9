using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Feeding;

/// <summary>Takes pairs from a source and augments them when they are asked for, on the caller's thread.</summary>
sealed class PairFeed(IViewSource views, AugmentationPipeline augmentation, ulong seed, int pairs, Device device, bool needsPairs = true) : IPairFeed
{
    public PairBatch Next()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var batch = views.Next(pairs, device);
        var anchors = Augment(batch, batch.Anchors, "anchor").MoveToOuterDisposeScope();
        var positives = (needsPairs ? Augment(batch, batch.Positives, "positive") : anchors.alias()).MoveToOuterDisposeScope();
        // CUDA computes behind the program's back; waiting here gives generation its own time.
        if (device.type == DeviceType.CUDA) cuda.synchronize(device);
        return new PairBatch(anchors, positives, new ViewPosition(batch.Epoch, batch.FirstRow + pairs)) { Rows = batch.Rows };
    }

    /// <summary>Keeps the source, which belongs to the caller.</summary>
    public void Dispose()
    {
    }

    Tensor Augment(in ViewBatch batch, Tensor images, string view) =>
        augmentation.Apply(images, new ViewDraws(seed, view, batch.Epoch, batch.FirstRow));
}
