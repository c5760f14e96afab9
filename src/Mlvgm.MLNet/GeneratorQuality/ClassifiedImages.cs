using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>What a classifier says of a set of images.</summary>
/// <param name="Features">[images, width], on the CPU.</param>
/// <param name="Classes">The most probable class of each image.</param>
/// <param name="MeanConfidence">The mean probability of that class, in [0, 1].</param>
sealed record ClassifiedImages(Tensor Features, IReadOnlyList<int> Classes, double MeanConfidence) : IDisposable
{
    const int BatchSize = 250;

    /// <summary>Reads batches of images [batch, c, h, w] in [0, 1] on the classifier's device, from the index of the first on.</summary>
    public delegate Tensor ReadBatch(int first, int count);

    /// <summary>Classifies <paramref name="count"/> images.</summary>
    public static ClassifiedImages Of(ImageClassifier classifier, int count, ReadBatch read, CancellationToken cancellation)
    {
        using var gradients = no_grad();
        classifier.Train(false);
        using var all = NewDisposeScope();
        var features = new List<Tensor>();
        var classes = new List<int>();
        double confidence = 0;
        for (int first = 0; first < count; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (batchFeatures, logits) = classifier.Forward(read(first, Math.Min(BatchSize, count - first)));
            var (top, places) = logits.softmax(1).max(1);
            confidence += top.sum().item<float>();
            classes.AddRange(places.cpu().data<long>().Select(place => (int)place));
            features.Add(batchFeatures.cpu().MoveToOuterDisposeScope());
        }
        return new ClassifiedImages(cat(features).DetachFromDisposeScope(), classes, confidence / count);
    }

    public void Dispose() => Features.Dispose();
}
