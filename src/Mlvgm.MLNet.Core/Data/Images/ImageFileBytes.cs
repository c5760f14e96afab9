using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Reads image files from the file system; what is no file is not opened, since that may wait for ever.</summary>
static class ImageFileBytes
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is no file, cannot be read, or is too large; the message says which, and does not name it.</exception>
    public static byte[] Read(string path)
    {
        if (ReasonAgainst(path) is { } reason) throw new InvalidDataException(reason);
        try
        {
            using var stream = File.OpenRead(path);
            return BoundedRead.All(stream, ImageLimits.FileBytes);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidDataException($"it cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>Why a path names no file that can be read; null where it does.</summary>
    public static string? ReasonAgainst(string path) => !PathText.IsPossible(path) ? $"its name {PathText.Impossible}" : FileFacts.Of(path).Kind switch
    {
        FileKind.File => null,
        FileKind.Folder => "a folder, not a file",
        FileKind.Pipe => "a pipe, not a file",
        FileKind.Socket => "a socket, not a file",
        FileKind.Device => "a device, not a file",
        _ => new FileInfo(path).LinkTarget is { } target ? $"a link to '{target}', where there is no file" : "there is no such file",
    };
}
