namespace Mlvgm.MLNet.Data.Images;

/// <summary>Which files count as images.</summary>
static class ImageNames
{
    static readonly HashSet<string> Extensions =
        new([".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a '/'-separated name has an image's extension and no part of it is hidden or macOS's archive metadata.</summary>
    public static bool IsImage(string name) =>
        Extensions.Contains(Path.GetExtension(name)) && !name.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX");
}
