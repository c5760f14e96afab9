using Mlvgm.MLNet.Data.Idx;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data;

/// <summary>Reads labelled or unlabelled images into memory from a path, whatever the form they are stored in.</summary>
/// <remarks>
/// <para>Forms: a folder of IDX files under MNIST's names (gzipped or plain), or one such images file with its labels beside it; a folder
/// of class folders, or of images without classes; a .zip of either folder. Classes and files are ordered by name (ordinal), so two
/// machines read the same dataset in the same order.</para>
/// <para>IDX files have numbers for classes; a <c>classes.txt</c> beside them, one name per line, names them. Files whose extension is not
/// an image's are ignored, and so are hidden ones.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public static class ImageDatasetReader
{
    /// <summary>Reads the dataset at <paramref name="path"/>.</summary>
    /// <param name="path">A folder, a .zip, or an IDX images file.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="FileNotFoundException">There is nothing at the path, or the asked-for split is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no images, a file is damaged or too large, images differ in size and no size is asked for, or the labels do not match.
    /// </exception>
    public static ImageDataset Read(string path, ImageDatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new ImageDatasetOptions();
        options.Check();
        if (Directory.Exists(path))
        {
            if (IdxNames.IsIdxFolder(path)) return IdxDatasetReader.Read(IdxNames.FindImages(path, heldOut: options.Split == DatasetSplit.Test), options);
            return ImageFileReader.Read(path, new FolderImageSource(path), options);
        }
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        if (!IsZip(path))
        {
            // One file is one split; handing it out as another would make held-out figures of training images.
            return options.Split == DatasetSplit.Train
                ? IdxDatasetReader.Read(path, options)
                : throw new FileNotFoundException($"'{path}' is one IDX file, which has no test split. Give the folder that holds both.", path);
        }
        using var source = new ZipImageSource(path);
        return ImageFileReader.Read(path, source, options);
    }

    /// <summary>
    /// Opens the dataset at <paramref name="path"/> without reading the image files of a folder: each is decoded when it is asked for. Other forms
    /// are read into memory.
    /// </summary>
    /// <param name="path">A folder, a .zip, or an IDX images file.</param>
    /// <param name="options">A size is needed. What <see cref="ImageDatasetOptions.Undecodable"/> says holds for forms that are read into memory; a
    /// file that does not decode otherwise fails in <see cref="IImageSet.Read"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or there is no size.</exception>
    /// <exception cref="FileNotFoundException">There is nothing at the path, or the asked-for split is not there.</exception>
    /// <exception cref="InvalidDataException">There are no images, or a form that is read into memory is damaged or too large.</exception>
    public static IImageSet Open(string path, ImageDatasetOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (options is not { Height: { } height, Width: { } width })
            throw new ArgumentException($"Images that are read one by one need {nameof(options.Height)} and {nameof(options.Width)}.", nameof(options));
        if (!Directory.Exists(path) || IdxNames.IsIdxFolder(path)) return Read(path, options);
        var tree = ImageTree.Build(path, new FolderImageSource(path).Names, options.Split);
        return new ImageFileSet(
            new ImageShape(options.Channels ?? 3, height, width), [.. tree.Files.Select(name => Path.Combine(path, name))], tree.Labels, tree.ClassNames);
    }

    static bool IsZip(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[2];
        return stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 2 && magic.SequenceEqual("PK"u8);
    }
}
