using Mlvgm.MLNet.IO;

namespace ApiTour;

/// <summary>Files that are there once they are complete, and not before.</summary>
public static class CompleteFiles
{
    /// <summary>Replaces a file, fails to replace it, and clears what a process left that was killed while it wrote.</summary>
    /// <returns>What the file holds after the failure, and the names in the folder at the end.</returns>
    public static (string Content, IReadOnlyList<string> Names) Run(string folder)
    {
        string path = Path.Combine(folder, "notes.txt");
        AtomicFile.WriteText(path, "first");
        AtomicFile.Write(path, stream => stream.Write("second"u8));
        try
        {
            AtomicFile.Write(path, stream =>
            {
                stream.Write("thi"u8);
                throw new IOException("The network is gone.");
            });
        }
        catch (IOException)
        {
            // The second text stays.
        }
        File.WriteAllText(UnfinishedFile.For(path), "of a process that was killed");
        UnfinishedFile.DeleteIn(folder);
        return (File.ReadAllText(path), [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!)]);
    }

    /// <summary>Keeps a folder to oneself while something is written into it.</summary>
    /// <returns>The words by which a second one is refused, and whether the folder is free afterwards.</returns>
    public static (string Refusal, bool IsFree) Lock(string folder)
    {
        string refusal = "";
        using (FolderLock.Take(folder))
        {
            try
            {
                FolderLock.Take(folder).Dispose();
            }
            catch (InvalidOperationException e)
            {
                refusal = e.Message;
            }
        }
        using var free = FolderLock.Take(folder);
        return (refusal, free.Covers(Path.Combine(folder, "notes.txt")));
    }
}
