namespace Mlvgm.MLNet.Data.Images;

/// <summary>The image files under a folder.</summary>
sealed class FolderImageSource(string root) : IImageSource
{
    public ImageListing Listing { get; } = FolderWalk.Of(root);

    public byte[] Read(string name) => ImageFileBytes.Read(Path.Combine(root, name));
}
