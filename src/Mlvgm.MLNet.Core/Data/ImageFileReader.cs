using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>Reads a tree of image files into a dataset.</summary>
static class ImageFileReader
{
    public static ImageDataset Read(string path, IImageSource source, ImageDatasetOptions options)
    {
        var tree = ImageTree.Build(path, source.Listing, options);
        ImageShape? shape = options.Height is null ? null : Shape(options, options.Height.Value, options.Width!.Value);
        byte[] pixels = [];
        List<int> labels = [];
        List<SkippedImage> skipped = [];
        int count = 0;
        foreach (var (i, name) in tree.Files.Index())
        {
            if (Decode(path, source, name, options, options.Height is null ? null : shape, skipped) is not { } raster) continue;
            shape ??= Shape(options, raster.Height, raster.Width);
            if (options.Height is null && (raster.Height != shape.Value.Height || raster.Width != shape.Value.Width))
                throw OtherSize(path, name, raster.Height, raster.Width, shape.Value);
            if (count == 0) pixels = new byte[ImageLimits.TotalBytes(path, tree.Files.Count, shape.Value)];
            RasterFitter.Fit(raster, shape.Value, options.Resize, pixels.AsSpan(count++ * shape.Value.Size, shape.Value.Size));
            if (tree.Labels.Count > 0) labels.Add(tree.Labels[i]);
        }
        if (shape is null || count == 0)
            throw NoneDecodes(path, skipped.Count, skipped[0].Name, skipped[0].Reason);
        var decoded = labels.ToHashSet();
        if (tree.ClassNames.Index().FirstOrDefault(named => !decoded.Contains(named.Index)).Item is { } lost)
            throw new InvalidDataException($"'{path}': no image of the class '{lost}' decodes, so that the class would be lost. Mend its images, or move the folder out of the data.");
        Array.Resize(ref pixels, count * shape.Value.Size);
        return new ImageDataset(shape.Value, pixels, labels, tree.ClassNames)
        {
            Findings = tree.Findings(options.Split, count, skipped),
        };
    }

    /// <summary>An image that differs in size from those before it.</summary>
    public static InvalidDataException OtherSize(string path, string name, int height, int width, ImageShape before) => new(
        $"'{path}': '{name}' is {height}x{width}, the images before it are {before.Height}x{before.Width}. Give a height and a width to read images of several sizes.");

    /// <summary>An image that does not decode, where such are not left out.</summary>
    public static InvalidDataException Undecodable(string path, string name, string reason, Exception? cause = null) => new(
        $"'{path}': the image '{name}' does not decode: {reason.TrimEnd('.')}. Remove it, or leave out such images (--skip-undecodable).", cause);

    /// <summary>Images of which none decodes.</summary>
    public static InvalidDataException NoneDecodes(string path, int count, string name, string reason) =>
        new($"'{path}': none of {count} images decodes; the first is '{name}' ({reason}).");

    static ImageShape Shape(ImageDatasetOptions options, int height, int width) => new(options.Channels ?? 3, height, width);

    static Raster? Decode(string path, IImageSource source, string name, ImageDatasetOptions options, ImageShape? shape, List<SkippedImage> skipped)
    {
        try
        {
            using var picture = PictureFile.Open(source.Read(name), options.AsStored);
            return shape is { } wanted ? picture.Decode(wanted) : picture.Decode();
        }
        catch (InvalidDataException e) when (options.SkipUndecodable)
        {
            skipped.Add(new SkippedImage(name, e.Message));
            return null;
        }
        catch (InvalidDataException e)
        {
            throw Undecodable(path, name, e.Message, e);
        }
    }
}
