using System.IO.Compression;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>The image files in a .zip. Nothing is unpacked to disk.</summary>
sealed class ZipImageSource : IImageSource, IDisposable
{
    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens the archive.</summary>
    /// <exception cref="InvalidDataException">The file is not a .zip or is damaged, or two entries have one name.</exception>
    public ZipImageSource(string path)
    {
        try
        {
            _archive = ZipFile.OpenRead(path);
            foreach (var entry in _archive.Entries.Where(entry => ImageNames.IsImage(Normalise(entry))))
            {
                if (!_entries.TryAdd(Normalise(entry), entry))
                    throw new InvalidDataException($"the entry '{entry.FullName}' occurs twice");
            }
        }
        catch (InvalidDataException e)
        {
            _archive?.Dispose();
            throw new InvalidDataException($"'{path}' is not a usable .zip: {e.Message.TrimEnd('.')}.", e);
        }
    }

    public IReadOnlyList<string> Names => [.. _entries.Keys];

    public byte[] Read(string name)
    {
        using var stream = _entries[name].Open();
        return BoundedRead.All(stream, ImageLimits.FileBytes);
    }

    public void Dispose() => _archive.Dispose();

    static string Normalise(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').TrimStart('/');
}
