using Mlvgm.MLNet.Data.Idx;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Data;

/// <summary>Reads labelled or unlabelled images into memory from a path, whatever the form they are stored in.</summary>
/// <remarks>
/// <para>Forms: IDX files under MNIST's names or EMNIST's (gzipped or plain), in the folder or as torchvision keeps them, or one such images file with its labels
/// beside it; a folder of class folders, or of images without classes; a .zip of either folder. Classes and files are ordered by name (ordinal), so two machines
/// read the same dataset in the same order.</para>
/// <para>IDX files have numbers for classes; a <c>classes.txt</c> beside them, one name per line, names them. What stands in a folder and is not read is counted and
/// named in <see cref="IImageSet.Findings"/>; a folder beside class folders without an image that is read is an error. Image files are turned upright as their
/// EXIF data says, unless <see cref="ImageReadingOptions.AsStored"/> is set.</para>
/// </remarks>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public static class ImageDatasetReader
{
    /// <summary>Reads the dataset at <paramref name="path"/>.</summary>
    /// <param name="path">A folder, a .zip, or an IDX images file.</param>
    /// <param name="options">The defaults when null.</param>
    /// <exception cref="SettingsException">An option is outside its range; everything that is wrong is named.</exception>
    /// <exception cref="FileNotFoundException">There is nothing at the path, or the asked-for split is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// There are no images, a file is damaged or too large, images differ in size and no size is asked for, or the labels do not match.
    /// </exception>
    public static ImageDataset Read(string path, ImageDatasetOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new ImageDatasetOptions();
        SettingsOf.Validate(options);
        if (IdxFolder.Find(path) is { } idx) return IdxDatasetReader.Read(idx.Images(heldOut: options.Split == DatasetSplit.Test), Whole(path, options));
        var kind = FileFacts.Of(path).Kind;
        if (kind == FileKind.Folder) return ImageFileReader.Read(path, new FolderImageSource(path), options);
        if (kind == FileKind.Missing) throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        if (kind != FileKind.File) throw new InvalidDataException($"'{path}' is neither a file nor a folder.");
        if (!IsZip(path))
        {
            // One file is one split; handing it out as another would make held-out figures of training images.
            return options.Split == DatasetSplit.Train
                ? IdxDatasetReader.Read(path, Whole(path, options))
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
    /// <param name="options">Where there is no size, the header of every file is read, and all must have the same. What <see cref="ImageReadingOptions.SkipUndecodable"/> says
    /// holds for forms that are read into memory, and for trainings; a file that does not decode otherwise fails in <see cref="IImageSet.Read"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="FileNotFoundException">There is nothing at the path, or the asked-for split is not there.</exception>
    /// <exception cref="InvalidDataException">There are no images, a form that is read into memory is damaged or too large, or images differ in size and no size is asked
    /// for.</exception>
    public static IImageSet Open(string path, ImageDatasetOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        SettingsOf.Validate(options);
        if (!Directory.Exists(path) || IdxFolder.Find(path) is not null) return Read(path, options);
        var tree = ImageTree.Build(path, FolderWalk.Of(path), options);
        string[] paths = [.. tree.Files.Select(name => Path.Combine(path, name))];
        var shape = options is { Height: { } height, Width: { } width } ? new ImageShape(options.Channels ?? 3, height, width) : CommonSize.Of(path, tree.Files, options);
        return new ImageFileSet(shape, paths, tree.Labels, tree.ClassNames)
        {
            AsStored = options.AsStored,
            SkipUndecodable = options.SkipUndecodable,
            Root = path,
            Resize = options.Resize,
            Findings = tree.Findings(options.Split, tree.Files.Count, []),
        };
    }

    static ImageDatasetOptions Whole(string path, ImageDatasetOptions options) => options.HoldOut is null
        ? options
        : throw new InvalidDataException($"'{path}' holds IDX files, which have parts of their own; holding images out is for image files.");

    static bool IsZip(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[2];
        return stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == 2 && magic.SequenceEqual("PK"u8);
    }
}
