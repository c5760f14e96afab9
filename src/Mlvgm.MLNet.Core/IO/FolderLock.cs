using System.Text;

namespace Mlvgm.MLNet.IO;

/// <summary>
/// Keeps other processes, and other trainings in this one, out of a folder. The system frees the lock when its process ends, however that happens; the
/// lock's file says whose it is, and on file systems without locks it is all there is.
/// </summary>
/// <example>See <c>examples/ApiTour/CompleteFiles.cs</c>.</example>
public sealed class FolderLock : IDisposable
{
    /// <summary>The file in the folder.</summary>
    public const string FileName = ".mlvgm.lock";

    const int Attempts = 20;

    // EAGAIN on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    static readonly int[] HeldCodes = OperatingSystem.IsWindows() ? [32, 33] : [11, 35];

    // Windows' sharing keeps others from writing alone; elsewhere only "none" locks.
    static readonly FileShare Sharing = OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;

    readonly FileStream _file;

    FolderLock(string folder, FileStream file) => (Folder, _file) = (folder, file);

    /// <summary>The full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Locks a folder, which is made where there is none, and removes what a killed process left half written in it.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has it; the message says who.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string full = Path.GetFullPath(folder), path = Path.Combine(full, FileName);
        DurableFolder.Create(full);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryTake(full, path) is not { } taken) continue;
            UnfinishedFile.DeleteIn(full);
            return taken;
        }
        throw Held(full, path);
    }

    /// <summary>Whether a path lies in the folder, or is it.</summary>
    public bool Covers(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string relative = Path.GetRelativePath(Folder, path);
        return !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }

    /// <summary>Opens the folder to others.</summary>
    public void Dispose()
    {
        // Before the lock is gone, so that it is this one that is deleted.
        if (_file.CanWrite) File.Delete(_file.Name);
        _file.Dispose();
    }

    /// <summary>Null where the file was deleted by its owner between opening and locking it.</summary>
    static FolderLock? TryTake(string folder, string path)
    {
        var file = Open(folder, path);
        try
        {
            if (OwnerIn(path) is { } owner && (owner.IsElsewhere || owner.IsAlive)) throw Held(folder, path);
            var me = LockOwner.Current();
            file.SetLength(0);
            file.Position = 0;
            file.Write(Encoding.UTF8.GetBytes(me.ToText()));
            file.Flush(flushToDisk: true);
            if (OwnerIn(path) == me) return new FolderLock(folder, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        file.Dispose();
        return null;
    }

    static FileStream Open(string folder, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, Sharing);
        }
        catch (IOException e) when (HeldCodes.Contains(e.HResult & 0xFFFF))
        {
            throw Held(folder, path);
        }
    }

    static InvalidOperationException Held(string folder, string path)
    {
        var owner = OwnerIn(path);
        string who = owner is null ? "Another process"
            : owner.IsElsewhere ? $"The process {owner.Pid} on '{owner.Host}'"
            : owner.Pid == Environment.ProcessId ? $"This process ({owner.Pid})"
            : $"The process {owner.Pid}";
        string advice = owner is { IsElsewhere: true }
            ? $"If it has ended, delete '{path}'; else wait for it, or choose another folder."
            : "Wait until it has ended, or choose another folder.";
        return new InvalidOperationException($"{who} is working in '{folder}' already. {advice}");
    }

    static LockOwner? OwnerIn(string path) => LockedFile.TryRead(path) is { } text ? LockOwner.Parse(text) : null;
}
