using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Onnx;

namespace Mlvgm.MLNet.Experiments.Embedding;

/// <summary>Computes the features of images part by part; what is finished is not computed again.</summary>
/// <param name="images">The images.</param>
/// <param name="encoder">The encoder; it has a card.</param>
/// <param name="skip">Whether images that do not decode are left out.</param>
/// <param name="store">The finished parts.</param>
sealed class EmbeddingRun(IImageSet images, OnnxEncoder encoder, bool skip, EmbeddingPartStore store)
{
    /// <summary>Images of a part: what is lost at most when a run is stopped.</summary>
    public const int PartSize = 1024;

    readonly int _width = encoder.FeatureWidth;
    readonly Dictionary<int, Identity> _identities = [];

    /// <summary>The number of parts.</summary>
    public int Parts => (images.Count + PartSize - 1) / PartSize;

    /// <summary>Computes the parts that are missing.</summary>
    /// <param name="progress">Told the images done.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="InvalidDataException">An image does not decode and such are not left out.</exception>
    public void Run(Action<RunProgress>? progress, CancellationToken cancellation)
    {
        for (int part = 0; part < Parts; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            var range = RangeOf(part);
            var identity = _identities[part] = ImageIdentity.Of(range);
            if (store.Find(part, identity) is null) store.Write(part, identity, Compute(range, cancellation));
            progress?.Invoke(new RunProgress(range.First + range.Count, images.Count, "images"));
        }
    }

    /// <summary>The finished parts, read one by one.</summary>
    /// <exception cref="InvalidDataException">A part was made by leaving images out, and such are not to be left out; or it changed since <see cref="Run"/>.</exception>
    public IEnumerable<EmbeddingPart> Finished() => Enumerable.Range(0, Parts).Select(part => Allowed(
        store.Find(part, _identities[part]) ?? throw new InvalidDataException($"Part {part} of the features changed while they were computed. Run it again.")));

    ImageRange RangeOf(int part) => new(images, part * PartSize, Math.Min(PartSize, images.Count - part * PartSize));

    EmbeddingPart Compute(ImageRange range, CancellationToken cancellation)
    {
        var (first, count) = (range.First, range.Count);
        float[] features = DatasetFeatures.Vectors(range, encoder, encoder.Card!.PixelMaximum, cancellation);
        if (range.Undecodable.Count == 0) return new EmbeddingPart([.. Enumerable.Range(first, count)], features, []);
        string[] reasons = [.. range.Undecodable.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        int[] decoded = [.. Enumerable.Range(0, count).Where(i => !range.Undecodable.ContainsKey(i))];
        return Allowed(new EmbeddingPart(
            [.. decoded.Select(i => first + i)], [.. decoded.SelectMany(i => features[(i * _width)..((i + 1) * _width)])], reasons));
    }

    EmbeddingPart Allowed(EmbeddingPart part) => skip || part.Skipped.Length == 0
        ? part
        : throw new InvalidDataException($"{part.Skipped[0]} Remove it, or leave out images that do not decode (--skip-undecodable).");
}
