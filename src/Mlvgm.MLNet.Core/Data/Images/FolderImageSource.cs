namespace Mlvgm.MLNet.Data.Images;

/// <summary>The image files under a folder.</summary>
sealed class FolderImageSource(string root) : IImageSource
{
    public IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(ImageNames.IsImage),
    ];

    public byte[] Read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(root, name));
        return BoundedRead.All(stream, ImageLimits.FileBytes);
    }
}
