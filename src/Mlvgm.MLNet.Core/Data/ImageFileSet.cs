using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Data;

/// <summary>
/// Image files with classes, each decoded when it is read: for data sets that do not fit into memory. Images are brought to the shape as
/// <see cref="Resize"/> says.
/// </summary>
/// <example>See <c>examples/ApiTour/ImageData.cs</c>.</example>
public sealed class ImageFileSet : IImageSet
{
    const float Scale = 1f / 255f;

    readonly Lazy<FileVersion[]> _versions;

    /// <summary>Names the files.</summary>
    /// <param name="shape">The shape to which every image is brought, of 1 or 3 channels.</param>
    /// <param name="paths">The files.</param>
    /// <param name="labels">The class of each, 0-based; empty when there are none.</param>
    /// <param name="classNames">The name of each class; empty when there are none.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or a label has no class name.</exception>
    public ImageFileSet(ImageShape shape, IReadOnlyList<string> paths, IReadOnlyList<int> labels, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (shape.Channels is not (1 or 3) || shape.Size == 0) throw new ArgumentException($"Images of {shape} are neither grey nor RGB.", nameof(shape));
        if (labels.Count != 0 && labels.Count != paths.Count) throw new ArgumentException($"There are {paths.Count} files but {labels.Count} labels.", nameof(labels));
        if (labels.Any(label => (uint)label >= (uint)classNames.Count))
            throw new ArgumentException($"A label lies outside the {classNames.Count} classes.", nameof(labels));
        (Shape, Paths, Labels, ClassNames) = (shape, paths, labels, classNames);
        _versions = new Lazy<FileVersion[]>(() =>
        {
            var versions = new FileVersion[paths.Count];
            Parallel.For(0, versions.Length, i => versions[i] = FileVersion.Of(paths[i]));
            return versions;
        });
    }

    /// <inheritdoc/>
    public ImageShape Shape { get; }

    /// <summary>The file of every image.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <inheritdoc/>
    public int Count => Paths.Count;

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether files are left as they are stored, rather than turned upright as their EXIF data says.</summary>
    public bool AsStored { get; init; }

    /// <summary>
    /// Whether a training that decodes the files as it goes passes over those that do not decode, cannot be read, or have gone or changed since it began, and says which,
    /// rather than end with an error that names the file. <see cref="Read"/> refuses them either way.
    /// </summary>
    public bool SkipUndecodable { get; init; }

    /// <summary>The folder to which names are relative that are told; the paths are told where it is null.</summary>
    internal string? Root { get; init; }

    /// <summary>Length and time of every file when it was first asked for.</summary>
    internal IReadOnlyList<FileVersion> Versions => _versions.Value;

    /// <summary>How images of another size are brought to the shape.</summary>
    public ImageResize Resize { get; init; } = ImageResize.Fit;

    /// <inheritdoc/>
    public ImageFindings Findings { get; init; } = ImageFindings.None;

    /// <summary>The SHA-256 of the bytes of every file, in their order; one that is missing or cannot be read counts as such.</summary>
    public string ContentHash
    {
        get
        {
            using var hash = new IO.ContentHash();
            // What is decided from the bytes: a later version may turn them otherwise, or decode large ones at another size.
            hash.Add(AsStored ? "as stored, reduced" : "upright, reduced");
            if (Resize != ImageResize.Fit) hash.Add(Resize.ToString());
            foreach (string path in Paths) hash.Add(ImageFileBytes.ReasonAgainst(path) is null ? HashOf(path) : "missing");
            return hash.Finish();
        }
    }

    /// <summary>Some of the files, in the order given, as the same classes.</summary>
    /// <param name="rows">Their numbers.</param>
    public ImageFileSet At(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Of([.. rows.Select(row => Paths[row])], Labels.Count == 0 ? [] : [.. rows.Select(row => Labels[row])], Resize);
    }

    /// <summary>The same files, brought to the shape by another rule.</summary>
    internal ImageFileSet With(ImageResize resize) => Of(Paths, Labels, resize);

    ImageFileSet Of(IReadOnlyList<string> paths, IReadOnlyList<int> labels, ImageResize resize) => new(Shape, paths, labels, ClassNames)
    {
        AsStored = AsStored,
        SkipUndecodable = SkipUndecodable,
        Root = Root,
        Resize = resize,
        Findings = Findings,
    };

    /// <inheritdoc/>
    public void Read(int index, Span<float> image)
    {
        try
        {
            using var picture = PictureFile.Open(ImageFileBytes.Read(Paths[index]), AsStored);
            Fit(picture, image);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The image '{Paths[index]}' does not decode: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Decodes a picture and brings it to the shape, in [0, 1].</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal void Fit(PictureFile picture, Span<float> image)
    {
        byte[] pixels = new byte[Shape.Size];
        picture.Fit(Shape, Resize, pixels);
        for (int i = 0; i < pixels.Length; i++) image[i] = pixels[i] * Scale;
    }

    /// <summary>What an image is called where it is told.</summary>
    internal string NameOf(int index) => Root is null ? Paths[index] : Path.GetRelativePath(Root, Paths[index]).Replace('\\', '/');

    /// <summary>Opens the file of an image, which must be the one that it was when <see cref="Versions"/> were asked for.</summary>
    /// <exception cref="InvalidDataException">It has gone or changed, cannot be read, or is no image; the message says which, and does not name it.</exception>
    internal PictureFile Open(int index)
    {
        var version = Versions[index];
        if (version != default && FileVersion.Of(Paths[index]) == default) throw new InvalidDataException("it has gone since the files were listed");
        byte[] file = ImageFileBytes.Read(Paths[index]);
        // After it was read: whoever writes meanwhile changes the time.
        if (FileVersion.Of(Paths[index]) != version || file.Length != version.Length) throw new InvalidDataException("it has changed since the files were listed");
        return PictureFile.Open(file, AsStored);
    }

    static string HashOf(string path)
    {
        try
        {
            return FileHash.Sha256(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return "unreadable";
        }
    }
}
