using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mlvgm.MLNet.IO;

/// <summary>Reads a file that somebody has locked. On Unix locks are advice, but .NET's own ways of opening take it.</summary>
static class LockedFile
{
    const int MostBytes = 4096;
    const int ReadOnly = 0;

    /// <summary>The file's text; null where there is no such file, or it cannot be read.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            using var file = Open(path);
            if (file.IsInvalid) return null;
            byte[] bytes = new byte[MostBytes];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, fileOffset: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static SafeFileHandle Open(string path) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : new SafeFileHandle(Open(path, ReadOnly), ownsHandle: true);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
