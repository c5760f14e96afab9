using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.IO;

/// <summary>
/// Folders whose entries survive a power failure. A renamed file is on the disk only once its folder is, which .NET has no call for; Windows writes
/// entries through by itself.
/// </summary>
static class DurableFolder
{
    const int ReadOnly = 0;
    const int Forbidden = 13;
    const int InvalidArgument = 22;

    /// <summary>Makes the folder and those above it, where they are missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Create(string folder)
    {
        string full = Path.GetFullPath(folder);
        if (Directory.Exists(full)) return;
        string? parent = Path.GetDirectoryName(full);
        if (parent is not null) Create(parent);
        Directory.CreateDirectory(full);
        if (parent is not null) Sync(parent);
    }

    /// <summary>Returns once the names in the folder are on the disk.</summary>
    /// <exception cref="IOException">The folder is not there, or cannot be synced.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = Open(folder, ReadOnly);
        // Who may write into a folder may not always list it, and then cannot sync it either.
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Forbidden) return;
        if (descriptor < 0) throw Failed(folder);
        try
        {
            // Some file systems sync names with the files, and say so by refusing.
            if (Fsync(descriptor) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument) throw Failed(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    static IOException Failed(string folder) =>
        new($"The folder '{folder}' cannot be synced to the disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int descriptor);
}
