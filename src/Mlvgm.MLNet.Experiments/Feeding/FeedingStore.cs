using Mlvgm.MLNet.Experiments.Storage;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The finished epochs, a file each.</summary>
/// <param name="folder">The experiment's folder.</param>
/// <param name="identity">What they were measured with.</param>
sealed class FeedingStore(string folder, Identity identity)
{
    readonly ResultStore _cells = new(Path.Combine(folder, "cells"));

    /// <summary>The epoch, if it is finished.</summary>
    /// <exception cref="InvalidOperationException">It was measured with other settings, or elsewhere; the message says which.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public FeedingResult? Find(string way, int batch) => _cells.Find<FeedingResult>(NameOf(way, batch), identity);

    /// <summary>Keeps and returns a finished epoch.</summary>
    public FeedingResult Write(FeedingResult result) => _cells.Write(NameOf(result.Way, result.Batch), identity, result);

    static string NameOf(string way, int batch) =>
        FormattableString.Invariant($"{string.Join('-', way.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))}-batch-{batch}");
}
