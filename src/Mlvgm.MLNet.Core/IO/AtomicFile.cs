namespace Mlvgm.MLNet.IO;

/// <summary>
/// Writes files so that a reader, a crash, a power failure or a full disk never leaves half a file under the final name: the new file is written under
/// a <see cref="UnfinishedFile">name of its own</see>, synced and renamed, and the folder synced.
/// </summary>
/// <example>See <c>examples/ApiTour/CompleteFiles.cs</c>.</example>
public static class AtomicFile
{
    /// <summary>
    /// Lets <paramref name="write"/> fill a temporary file beside <paramref name="path"/>, syncs it to disk and renames it.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full; the old file is kept.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        WriteNamed(path, temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write);
            write(stream);
            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>As <see cref="Write"/>, for writers that want a file name rather than a stream, and sync it themselves.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void WriteNamed(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        DurableFolder.Create(folder);
        string temporary = UnfinishedFile.For(full);
        try
        {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        DurableFolder.Sync(folder);
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
