using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>The size that all image files of a folder have, read from their headers.</summary>
static class CommonSize
{
    /// <summary>The shape of every image.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="names">The files, relative to it.</param>
    /// <param name="options">How they are read; those that do not decode are left to who decodes them, where such are to be left out.</param>
    /// <exception cref="InvalidDataException">Images differ in size, one does not decode, or none does; the message names it.</exception>
    public static ImageShape Of(string path, IReadOnlyList<string> names, ImageDatasetOptions options)
    {
        var sizes = new (int Height, int Width, string? Reason)[names.Count];
        Parallel.For(0, sizes.Length, i => sizes[i] = SizeOf(Path.Combine(path, names[i]), options.AsStored));
        ImageShape? shape = null;
        foreach (var (i, size) in sizes.Index())
        {
            if (size.Reason is { } reason)
            {
                if (!options.SkipUndecodable) throw ImageFileReader.Undecodable(path, names[i], reason);
                continue;
            }
            shape ??= new ImageShape(options.Channels ?? 3, size.Height, size.Width);
            if (size.Height != shape.Value.Height || size.Width != shape.Value.Width)
                throw ImageFileReader.OtherSize(path, names[i], size.Height, size.Width, shape.Value);
        }
        return shape ?? throw ImageFileReader.NoneDecodes(path, sizes.Length, names[0], sizes[0].Reason!);
    }

    static (int Height, int Width, string? Reason) SizeOf(string path, bool asStored)
    {
        try
        {
            using var picture = PictureFile.Open(ImageFileBytes.Read(path), asStored);
            return (picture.Height, picture.Width, null);
        }
        catch (InvalidDataException e)
        {
            return (0, 0, e.Message);
        }
    }
}
