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
            if (Decode(path, source, name, options, skipped) is not { } raster) continue;
            shape ??= Shape(options, raster.Height, raster.Width);
            if (options.Height is null && (raster.Height != shape.Value.Height || raster.Width != shape.Value.Width))
            {
                throw new InvalidDataException($"'{path}': '{name}' is {raster.Height}x{raster.Width}, the images before it are " +
                    $"{shape.Value.Height}x{shape.Value.Width}. Give a height and a width to read images of several sizes.");
            }
            if (count == 0) pixels = new byte[ImageLimits.TotalBytes(path, tree.Files.Count, shape.Value)];
            RasterFitter.Fit(raster, shape.Value, options.Resize, pixels.AsSpan(count++ * shape.Value.Size, shape.Value.Size));
            if (tree.Labels.Count > 0) labels.Add(tree.Labels[i]);
        }
        if (shape is null || count == 0)
            throw new InvalidDataException(
                $"'{path}': none of {skipped.Count} images decodes; the first is '{skipped[0].Name}' ({skipped[0].Reason}).");
        var decoded = labels.ToHashSet();
        if (tree.ClassNames.Index().FirstOrDefault(named => !decoded.Contains(named.Index)).Item is { } lost)
            throw new InvalidDataException($"'{path}': no image of the class '{lost}' decodes, so that the class would be lost. Mend its images, or move the folder out of the data.");
        Array.Resize(ref pixels, count * shape.Value.Size);
        return new ImageDataset(shape.Value, pixels, labels, tree.ClassNames)
        {
            Findings = tree.Findings(options.Split, count, skipped),
        };
    }

    static ImageShape Shape(ImageDatasetOptions options, int height, int width) => new(options.Channels ?? 3, height, width);

    static Raster? Decode(string path, IImageSource source, string name, ImageDatasetOptions options, List<SkippedImage> skipped)
    {
        try
        {
            return ImageFileDecoder.Decode(source.Read(name), options.AsStored);
        }
        catch (InvalidDataException e) when (options.SkipUndecodable)
        {
            skipped.Add(new SkippedImage(name, e.Message));
            return null;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(
                $"'{path}': the image '{name}' does not decode: {e.Message.TrimEnd('.')}. Remove it, or leave out such images (--skip-undecodable).", e);
        }
    }
}
