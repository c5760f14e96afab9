using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Mlvgm.MLNet.IO;

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

    /// <summary>Whether a file is a finished store.</summary>
    public static bool IsStore(string path)
    {
        try
        {
            DecodedHeader.Read(path);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>
    /// Opens a finished store whose rows have the hash <see cref="DecodedWriter.Hash"/>; null where there is none, or one that is damaged or of other rows.
    /// </summary>
    public static DecodedImages? TryOpen(string path, string sha256) => TryOpen(path, header => header.Sha256 == sha256);

    /// <summary>Opens a finished store that was decoded from what has the hash <paramref name="source"/>; null where there is none, or one that is damaged.</summary>
    public static DecodedImages? TryOpenFrom(string path, string source) => TryOpen(path, header => header.Source == source);

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

    static DecodedImages? TryOpen(string path, Func<DecodedHeader, bool> wanted)
    {
        if (!IsStore(path)) return null;
        var images = Open(path);
        if (wanted(images.Header) && images.ComputeHash() == images.Header.Sha256) return images;
        images.Dispose();
        return null;
    }

    string ComputeHash()
    {
        using var hash = new ContentHash();
        byte[] row = new byte[Header.RowBytes];
        for (int i = 0; i < Header.Count; i++)
        {
            if (RandomAccess.Read(_file, row, DecodedHeader.Bytes + (long)i * row.Length) != row.Length) return "";
            hash.Add(row);
        }
        return DecodedHeader.Of(Header.Shape, Header.Columns, Header.PixelBytes, Header.Count, hash).Sha256;
    }
}
