using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>What an encoder makes of real images: which it holds alike, and which a linear probe mistakes for which.</summary>
sealed class EncoderEvidence
{
    /// <summary>Classes that are shown; a picture and a table of more would be too large.</summary>
    public const int MostClasses = 20;

    readonly ImageDataset _train;
    readonly ImageDataset _test;
    readonly LabelledFeatures _trainFeatures;
    readonly LabelledFeatures _testFeatures;

    /// <summary>Encodes the images.</summary>
    /// <param name="train">Labelled images, among which neighbours are looked for and to which the probe is fitted.</param>
    /// <param name="test">Labelled images that are shown and classified.</param>
    /// <param name="encode">Computes the features.</param>
    public EncoderEvidence(ImageDataset train, ImageDataset test, Func<ImageDataset, LabelledFeatures> encode) =>
        (_train, _test, _trainFeatures, _testFeatures) = (train, test, encode(train), encode(test));

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames => _test.ClassNames;

    /// <summary>[classes, 1 + neighbours] images: the first test image of each of the first classes, and the training images nearest to it, nearest first.</summary>
    public float[] NeighbourRows(int neighbours)
    {
        int size = _test.Shape.Size, row = 0;
        int[] queries = [.. _test.Labels.Index().DistinctBy(image => image.Item).OrderBy(image => image.Item).Take(MostClasses).Select(image => image.Index)];
        float[] images = new float[queries.Length * (1 + neighbours) * size];
        var references = new FeatureNeighbours(_trainFeatures);
        foreach (int query in queries)
        {
            _test.Read(query, Place(row, 0));
            var nearest = references.Of(_testFeatures.FeaturesOf(query), neighbours);
            for (int i = 0; i < nearest.Count; i++) _train.Read(nearest[i].Row, Place(row, 1 + i));
            row++;
        }
        return images;

        Span<float> Place(int at, int column) => images.AsSpan((at * (1 + neighbours) + column) * size, size);
    }

    /// <summary>The linear probe with all labels.</summary>
    public ProbeResult Probe() => new LinearProbe(new MLContext(seed: 0)).Evaluate(_trainFeatures, _testFeatures);
}
