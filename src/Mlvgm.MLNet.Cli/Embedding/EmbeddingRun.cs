using System.Collections.Concurrent;
using Mlvgm.MLNet.Cli.Inputs;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Cli.Embedding;

/// <summary>Computes the features of images part by part; what is finished is not computed again.</summary>
/// <param name="images">The images.</param>
/// <param name="encoder">The encoder.</param>
/// <param name="skip">Whether images that do not decode are left out.</param>
/// <param name="store">The finished parts.</param>
sealed class EmbeddingRun(IImageSet images, EncoderFile encoder, bool skip, EmbeddingPartStore store)
{
    /// <summary>Images of a part: what is lost at most when a run is stopped.</summary>
    public const int PartSize = 1024;

    readonly int _size = images.Shape.Size;
    readonly int _width = encoder.Card.FeatureWidth;

    /// <summary>The number of parts.</summary>
    public int Parts => (images.Count + PartSize - 1) / PartSize;

    /// <summary>Computes the parts that are missing.</summary>
    /// <param name="report">Told the images done, those in all, and what is happening.</param>
    /// <param name="cancellation">Stops between two parts.</param>
    /// <exception cref="InvalidDataException">An image does not decode and such are not left out.</exception>
    public void Run(Output.TrainingBar.Report report, CancellationToken cancellation)
    {
        float[] pixels = new float[Math.Min(PartSize, images.Count) * _size];
        for (int part = 0; part < Parts; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!store.Has(part)) store.Write(part, Compute(part, pixels));
            report(Math.Min(images.Count, (part + 1) * PartSize), images.Count, "images");
        }
    }

    /// <summary>The finished parts, read one by one.</summary>
    public IEnumerable<EmbeddingPart> Finished() => Enumerable.Range(0, Parts).Select(part => store.Read(part, _width));

    EmbeddingPart Compute(int part, float[] pixels)
    {
        int first = part * PartSize, count = Math.Min(PartSize, images.Count - first);
        var failures = new ConcurrentDictionary<int, string>();
        Parallel.For(0, count, i =>
        {
            try
            {
                images.Read(first + i, pixels.AsSpan(i * _size, _size));
            }
            catch (InvalidDataException e)
            {
                failures[i] = e.Message;
            }
        });
        if (!skip && !failures.IsEmpty) throw new InvalidDataException($"{failures.MinBy(pair => pair.Key).Value} Remove it, or use --skip-undecodable.");
        int[] decoded = [.. Enumerable.Range(0, count).Where(i => !failures.ContainsKey(i))];
        for (int i = 0; i < decoded.Length; i++)
            if (decoded[i] != i) pixels.AsSpan(decoded[i] * _size, _size).CopyTo(pixels.AsSpan(i * _size, _size));
        var kept = pixels.AsSpan(0, decoded.Length * _size);
        if (encoder.Card.PixelMaximum != 1)
            foreach (ref float pixel in kept) pixel *= encoder.Card.PixelMaximum;
        return new EmbeddingPart(
            [.. decoded.Select(i => first + i)], encoder.Network.Encode(kept), [.. failures.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }
}
