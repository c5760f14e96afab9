using Mlvgm.MLNet.Experiments.Storage;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The finished epochs, a JSON file each.</summary>
/// <param name="folder">The experiment's folder.</param>
/// <param name="settings">What they have in common.</param>
sealed class FeedingStore(string folder, FeedingSettings settings)
{
    /// <summary>The epoch, if it is finished.</summary>
    /// <exception cref="InvalidOperationException">It was measured with other settings, or elsewhere.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public FeedingResult? Find(string way, int batch)
    {
        string path = PathOf(way, batch);
        if (CellFile.Find<Cell>(path) is not { } cell) return null;
        return cell.Settings == settings
            ? cell.Result
            : throw new InvalidOperationException($"'{path}' has other settings, or is of another machine. Use the same, or another folder.");
    }

    /// <summary>Keeps and returns a finished epoch.</summary>
    public FeedingResult Write(FeedingResult result)
    {
        CellFile.Write(PathOf(result.Way, result.Batch), new Cell(settings, result));
        return result;
    }

    string PathOf(string way, int batch) => Path.Combine(
        folder, "cells", FormattableString.Invariant($"{string.Join('-', way.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))}-batch-{batch}.json"));

    sealed record Cell(FeedingSettings Settings, FeedingResult Result);
}
