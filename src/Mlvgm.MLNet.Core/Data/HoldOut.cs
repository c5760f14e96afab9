using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Data;

/// <summary>Splits data without a test part: a share of every class, drawn by a seed, is held out.</summary>
static class HoldOut
{
    /// <summary>The images of a part, ascending: the same on every machine, and none in both parts.</summary>
    /// <param name="path">The data.</param>
    /// <param name="labels">The class of every image.</param>
    /// <param name="classes">The classes' names; empty where images have none.</param>
    /// <param name="share">The share that is held out.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="split">The part.</param>
    /// <exception cref="InvalidDataException">A class has a single image.</exception>
    public static IReadOnlyList<int> Choose(string path, IReadOnlyList<int> labels, IReadOnlyList<string> classes, double share, ulong seed, DatasetSplit split)
    {
        var part = new List<int>();
        foreach (var rows in labels.Index().GroupBy(row => row.Item, row => row.Index))
        {
            int[] images = [.. rows];
            if (images.Length < 2)
            {
                string which = classes.Count > 0 ? $"the class '{classes[rows.Key]}'" : "the data";
                throw new InvalidDataException($"'{path}': {which} has a single image, which cannot be held out and be trained on.");
            }
            int[] drawn = [.. Permutation.Of(images.Length, new SeedKey(seed, "hold-out", step: rows.Key)).Select(i => images[i])];
            int held = Math.Clamp((int)Math.Round(share * images.Length, MidpointRounding.AwayFromZero), 1, images.Length - 1);
            part.AddRange(split == DatasetSplit.Test ? drawn[..held] : drawn[held..]);
        }
        part.Sort();
        return part;
    }
}
