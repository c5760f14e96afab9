namespace Mlvgm.MLNet.Data.Images;

/// <summary>Which files count as images, by their names.</summary>
static class ImageNames
{
    /// <summary>The extensions of files that are read, as sentences list them.</summary>
    public const string Read = ".png, .jpg, .jpeg, .jfif, .jpe, .bmp, .gif, .webp";

    static readonly HashSet<string> Extensions = new(Read.Split(", "), StringComparer.OrdinalIgnoreCase);

    // What file managers, archivers, notebooks and network drives leave beside people's files.
    static readonly HashSet<string> Stray = new(
        ["__MACOSX", "@eaDir", "#recycle", "@Recycle", "$RECYCLE.BIN", "System Volume Information", "lost+found", "__pycache__"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file of that name is read.</summary>
    public static bool IsImage(string name) => Extensions.Contains(Path.GetExtension(name));

    /// <summary>Why a file or folder of that name, a single part of a path, is passed over with all that is in it; null where it is not.</summary>
    public static PassedOverReason? ReasonAgainst(string part) => Stray.Contains(part) ? PassedOverReason.StrayFolder
        : part.StartsWith('.') ? PassedOverReason.Hidden
        : null;
}
