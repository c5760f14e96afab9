using Mlvgm.MLNet.Data;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>
/// The share of labelled images whose class their nearest neighbours name: each image is classified by those others (20 by default) whose features are
/// nearest by cosine, which vote with weight exp(cosine / 0.07) (Wu et al., 2018). No classifier is trained, so a look takes seconds.
/// </summary>
sealed class KnnMonitor : IEncoderMonitor
{
    const int BatchSize = 256;

    readonly LabelledImages _images;
    readonly int _neighbours;
    readonly Func<Tensor, Tensor> _normalize;

    /// <param name="images">More images than neighbours.</param>
    /// <param name="normalize">What stands between images in [0, 1] and the encoder.</param>
    /// <param name="neighbours">Neighbours that vote.</param>
    /// <exception cref="ArgumentException">There are too few images, or a single class.</exception>
    public KnnMonitor(LabelledImages images, Func<Tensor, Tensor> normalize, int neighbours)
    {
        if (images.Count <= neighbours)
            throw new ArgumentException($"There are {images.Count} labelled images; {neighbours} neighbours need more.", nameof(images));
        if (images.ClassCount < 2) throw new ArgumentException("The labelled images have a single class.", nameof(images));
        (_images, _normalize, _neighbours) = (images, normalize, neighbours);
    }

    public string Name => "kNN";

    public double Measure(Module<Tensor, Tensor> encoder, Device device)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var features = functional.normalize(Encode(encoder, device), dim: 1);
        var labels = tensor(_images.Labels.ToArray(), device: device);
        long correct = 0;
        for (int start = 0; start < _images.Count; start += BatchSize)
        {
            using var batch = NewDisposeScope();
            int count = Math.Min(BatchSize, _images.Count - start);
            var similarities = features.narrow(0, start, count).matmul(features.transpose(0, 1));
            // An image is not a neighbour of its own.
            var own = arange(start, start + count, device: device).unsqueeze(1);
            similarities = similarities.scatter(1, own, full([count, 1], -2f, device: device));
            var predicted = Vote(similarities, labels);
            correct += predicted.eq(labels.narrow(0, start, count)).sum().item<long>();
        }
        return (double)correct / _images.Count;
    }

    /// <summary>[batch, images] similarities and [images] classes to [batch] classes.</summary>
    Tensor Vote(Tensor similarities, Tensor labels)
    {
        var (nearest, places) = similarities.topk(_neighbours, dim: 1);
        var votes = zeros(similarities.shape[0], _images.ClassCount, device: similarities.device);
        var weights = (nearest / NeighboursAttribute.VoteTemperature).exp();
        return votes.scatter_add(1, labels.index_select(0, places.flatten()).reshape(places.shape), weights).argmax(1);
    }

    Tensor Encode(Module<Tensor, Tensor> encoder, Device device)
    {
        var batches = new List<Tensor>();
        for (int start = 0; start < _images.Count; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            var images = _images.Read(start, Math.Min(BatchSize, _images.Count - start), device);
            batches.Add(encoder.forward(_normalize(images)).to(float32).MoveToOuterDisposeScope());
        }
        return cat(batches);
    }
}
