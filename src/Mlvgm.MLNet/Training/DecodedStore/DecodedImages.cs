using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Training.DecodedStore;

/// <summary>
/// Decoded images in a file, [count, columns, channels, height, width] behind a header. Any row is read at once; what is kept in memory is
/// the system's cache of files.
/// </summary>
sealed class DecodedImages : IDisposable
{
    readonly SafeFileHandle _file;
    readonly byte[] _bytes;

    DecodedImages(SafeFileHandle file, DecodedHeader header)
    {
        (_file, Header) = (file, header);
        _bytes = new byte[header.ImageBytes];
    }

    /// <summary>What the file holds.</summary>
    public DecodedHeader Header { get; }

    /// <summary>Opens a finished store.</summary>
    /// <exception cref="InvalidDataException">The file is no store, or not a whole one; the message names it.</exception>
    public static DecodedImages Open(string path)
    {
        var header = DecodedHeader.Read(path);
        return new DecodedImages(File.OpenHandle(path, options: FileOptions.RandomAccess), header);
    }

    /// <summary>Opens a finished store of such images; null where there is none, or one that is damaged or of other images.</summary>
    public static DecodedImages? TryOpen(string path, ImageShape shape, int columns)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var header = DecodedHeader.Read(path);
            return header.Shape == shape && header.Columns == columns ? Open(path) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Copies an image of a row as pixels of [0, 1]; one call at a time.</summary>
    /// <param name="row">The row, 0-based.</param>
    /// <param name="column">0 for the anchor, 1 for the positive.</param>
    /// <param name="image">Receives [channels, height, width].</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(int row, int column, Span<float> image)
    {
        long offset = DecodedHeader.Bytes + ((long)row * Header.Columns + column) * Header.ImageBytes;
        if (RandomAccess.Read(_file, _bytes, offset) != _bytes.Length)
            throw new IOException($"The store of decoded images ends before row {row}: something has cut it.");
        if (Header.PixelBytes == sizeof(float)) MemoryMarshal.Cast<byte, float>(_bytes).CopyTo(image);
        else for (int i = 0; i < _bytes.Length; i++) image[i] = _bytes[i] * (1f / 255f);
    }

    public void Dispose() => _file.Dispose();
}
