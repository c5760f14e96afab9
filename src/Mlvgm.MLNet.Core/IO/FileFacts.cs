using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.IO;

/// <summary>What the system says of a path without opening it: its kind, and what tells the file from others, whatever it is called.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Identity">Equal for two names of one file, links and hard links included; null where there is no file.</param>
readonly record struct FileFacts(FileKind Kind, string? Identity)
{
    const int CurrentFolder = -100;
    const int Asked = 0x1 | 0x40 | 0x100 | 0x200;
    const int Bytes = 256;
    const int NoSystemCall = 38;
    const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Bytes of a file; 0 where there is none.</summary>
    public long Length { get; init; }

    /// <summary>When it was written last, in nanoseconds since 1970; 0 where there is no file.</summary>
    public long Written { get; init; }

    /// <summary>The facts of <paramref name="path"/>, links followed.</summary>
    public static FileFacts Of(string path) => !PathText.IsPossible(path) ? new FileFacts(FileKind.Missing, null)
        : (OperatingSystem.IsLinux() ? FromSystem(path) : null) ?? FromRuntime(path);

    /// <summary>From statx, whose record has one form on every machine; null where there is no such call.</summary>
    static FileFacts? FromSystem(string path)
    {
        byte[] record = new byte[Bytes];
        try
        {
            if (StatX(CurrentFolder, path, flags: 0, Asked, record) != 0)
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
            $"{BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(32)):x}.{BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(136)):x}"))
        {
            Length = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40)),
            Written = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(112)) * NanosecondsPerSecond + BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(120)),
        };
    }

    internal static FileFacts FromRuntime(string path)
    {
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (!info.Exists) return new FileFacts(FileKind.Missing, null);
        var target = info.ResolveLinkTarget(returnFinalTarget: true) ?? info;
        return new FileFacts(info is DirectoryInfo ? FileKind.Folder : FileKind.File, target.FullName)
        {
            Length = target is FileInfo { Exists: true } file ? file.Length : 0,
            Written = (target.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
        };
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] record);
}
