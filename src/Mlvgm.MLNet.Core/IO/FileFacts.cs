using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.IO;

/// <summary>What the system says of a path without opening it: its kind, and what tells the file from others, whatever it is called.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Identity">Equal for two names of one file, links and hard links included; null where there is no file.</param>
readonly record struct FileFacts(FileKind Kind, string? Identity)
{
    const int CurrentFolder = -100;
    const int TypeAndInode = 0x1 | 0x100;
    const int Bytes = 256;
    const int NoSystemCall = 38;

    /// <summary>The facts of <paramref name="path"/>, links followed.</summary>
    public static FileFacts Of(string path) => !PathText.IsPossible(path) ? new FileFacts(FileKind.Missing, null)
        : (OperatingSystem.IsLinux() ? FromSystem(path) : null) ?? FromRuntime(path);

    /// <summary>From statx, whose record has one form on every machine; null where there is no such call.</summary>
    static FileFacts? FromSystem(string path)
    {
        byte[] record = new byte[Bytes];
        try
        {
            if (StatX(CurrentFolder, path, flags: 0, TypeAndInode, record) != 0)
                return Marshal.GetLastPInvokeError() == NoSystemCall ? null : new FileFacts(FileKind.Missing, null);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        var kind = (BitConverter.ToUInt16(record, 28) & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        };
        // The inode, and the device's two numbers.
        return new FileFacts(kind, FormattableString.Invariant(
            $"{BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)):x}.{BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(136)):x}"));
    }

    internal static FileFacts FromRuntime(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!info.Exists) return new FileFacts(FileKind.Missing, null);
        return new FileFacts(info is DirectoryInfo ? FileKind.Folder : FileKind.File, info.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? info.FullName);
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] record);
}
