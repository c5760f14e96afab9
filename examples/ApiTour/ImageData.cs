using Microsoft.ML;
using Microsoft.ML.Data;
using Mlvgm.MLNet.Data;

namespace ApiTour;

/// <summary>Images of one's own: read at once, read when they are asked for, and as a view of ML.NET.</summary>
public static class ImageData
{
    /// <summary>Writes a folder of two classes in which one file is damaged, and reads it.</summary>
    /// <returns>The files that were left out, the greatest difference between both ways to read, and the labels of the view.</returns>
    public static (IReadOnlyList<SkippedImage> Skipped, float Difference, uint[] Labels) Run(string folder)
    {
        Small.WriteImages(folder, 6);
        File.WriteAllText(Path.Combine(folder, "dark", "damaged.png"), "no image");

        // All in memory; what does not decode is left out and named.
        ImageReadingOptions reading = new() { SkipUndecodable = true };
        ImageSplitOptions split = new(reading) { HoldOutSeed = 1 };
        ImageDataset read = ImageDatasetReader.Read(folder, new ImageDatasetOptions(split) { Split = DatasetSplit.Train, Height = 8, Width = 8, Channels = 1 });

        // Each decoded when it is asked for: for sets that do not fit into memory.
        string[] paths = [.. read.ClassNames.SelectMany(name => Directory.GetFiles(Path.Combine(folder, name)).Order())];
        IImageSet lazy = new ImageFileSet(read.Shape, [.. paths.Where(path => !path.EndsWith("damaged.png", StringComparison.Ordinal))], read.Labels, read.ClassNames);
        float difference = 0;
        float[] pixels = new float[read.Shape.Size], other = new float[read.Shape.Size];
        for (int i = 0; i < lazy.Count; i++)
        {
            read.Read(i, pixels);
            lazy.Read(i, other);
            difference = pixels.Zip(other, (a, b) => Math.Abs(a - b)).Append(difference).Max();
        }

        IDataView view = new MLContext().Data.LoadFromImageDataset(read, labelColumnName: "Class");
        return (read.Skipped, difference, [.. view.GetColumn<uint>("Class")]);
    }
}
