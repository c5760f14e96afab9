using System.Collections.Concurrent;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Evaluation.Datasets;

/// <summary>A data set of image files that are read in another way. To leave out those that do not decode, each is decoded once, when a part is first opened.</summary>
/// <param name="dataset">The data set.</param>
/// <param name="reading">How they are read.</param>
sealed class ReadDataset(IDatasetDefinition dataset, ImageReadingOptions reading) : IDatasetDefinition
{
    readonly Dictionary<(string, DatasetSplit, ImageShape, ulong), ImageFileSet> _opened = [];

    public string Name => dataset.Name;

    public string Title => dataset.Title;

    public string Published => dataset.Published;

    public string Layout => dataset.Layout;

    public IImageSet Open(string folder, DatasetSplit split, ImageShape shape, ulong seed)
    {
        if (_opened.TryGetValue((folder, split, shape, seed), out var known)) return known;
        // Other sets are read whole, or not at all.
        var opened = dataset.Open(folder, split, shape, seed);
        if (opened is not ImageFileSet files) return opened;
        var images = new ImageFileSet(files.Shape, files.Paths, files.Labels, files.ClassNames)
        {
            AsStored = reading.AsStored,
            Resize = reading.Resize,
            Findings = files.Findings,
        };
        return reading.SkipUndecodable ? _opened[(folder, split, shape, seed)] = Decodable(images) : images;
    }

    static ImageFileSet Decodable(ImageFileSet files)
    {
        var reasons = new ConcurrentDictionary<int, string>();
        Parallel.For(0, files.Count, i =>
        {
            try
            {
                files.Read(i, new float[files.Shape.Size]);
            }
            catch (InvalidDataException e)
            {
                reasons[i] = e.Message;
            }
        });
        if (reasons.IsEmpty) return files;
        int[] kept = [.. Enumerable.Range(0, files.Count).Where(i => !reasons.ContainsKey(i))];
        var left = reasons.OrderBy(pair => pair.Key).Select(pair => new SkippedImage(files.Paths[pair.Key], pair.Value));
        return new ImageFileSet(files.Shape, [.. kept.Select(i => files.Paths[i])], [.. kept.Where(_ => files.Labels.Count > 0).Select(i => files.Labels[i])], files.ClassNames)
        {
            AsStored = files.AsStored,
            Resize = files.Resize,
            Findings = files.Findings with { Undecodable = [.. left] },
        };
    }
}
