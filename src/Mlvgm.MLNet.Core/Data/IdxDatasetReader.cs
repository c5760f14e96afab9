using System.Globalization;
using Mlvgm.MLNet.Data.Idx;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>Reads an IDX images file and, where it is there, the labels file beside it.</summary>
static class IdxDatasetReader
{
    public static ImageDataset Read(string path, ImageDatasetOptions options)
    {
        var file = IdxFile.Read(path, rank: 3);
        int count = file.Dimensions[0], height = file.Dimensions[1], width = file.Dimensions[2];
        if (height > ImageLimits.Side || width > ImageLimits.Side)
            throw new InvalidDataException($"'{path}' holds images of {height}x{width}; the limit is {ImageLimits.Side} a side.");
        var labels = ReadLabels(path, count);
        var shape = new ImageShape(options.Channels ?? 1, options.Height ?? height, options.Width ?? width);
        byte[] pixels = new byte[ImageLimits.TotalBytes(path, count, shape)];
        for (int i = 0; i < count; i++)
        {
            var image = new Raster(file.Values.AsMemory(i * height * width, height * width), height, width, BytesPerPixel: 1);
            RasterFitter.Fit(image, shape, options.Resize, pixels.AsSpan(i * shape.Size, shape.Size));
        }
        return new ImageDataset(shape, pixels, labels, labels.Length == 0 ? [] : ReadClassNames(path, labels.Max() + 1))
        {
            Findings = new ImageFindings(options.Split, count, [], []),
        };
    }

    static int[] ReadLabels(string images, int count)
    {
        string? path = IdxFolder.LabelsOf(images);
        if (path is null) return [];
        byte[] labels = IdxFile.Read(path, rank: 1).Values;
        return labels.Length == count
            ? Array.ConvertAll(labels, label => (int)label)
            : throw new InvalidDataException($"'{images}' holds {count} images, but '{path}' holds {labels.Length} labels.");
    }

    static string[] ReadClassNames(string images, int count)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(images))!, "classes.txt");
        if (!File.Exists(path)) return [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        string[] names = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length >= count
            ? names
            : throw new InvalidDataException($"'{path}' names {names.Length} classes, but there are labels up to {count - 1}.");
    }
}
