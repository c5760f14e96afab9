using Microsoft.Win32.SafeHandles;

namespace Mlvgm.MLNet.WeightFiles.Bytes;

/// <summary>
/// A file, read where it lies. It is not mapped into memory, because a file that shrinks under a mapping ends the process.
/// </summary>
sealed class FileBytes : IByteSource, IDisposable
{
    readonly SafeFileHandle _handle;

    /// <summary>Opens the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public FileBytes(string path)
    {
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_handle);
    }

    public long Length { get; }

    public void Read(long position, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(_handle, destination, position);
            if (read == 0) throw new InvalidDataException($"it ends at byte {position}, before data that it announces.");
            position += read;
            destination = destination[read..];
        }
    }

    public void Dispose() => _handle.Dispose();
}
