using System.IO.Compression;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>The image files in a .zip. Nothing is unpacked to disk.</summary>
sealed class ZipImageSource : IImageSource, IDisposable
{
    const int UnixType = 0xF000;
    const int UnixLink = 0xA000;

    readonly ZipArchive _archive;
    readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Opens the archive.</summary>
    /// <exception cref="InvalidDataException">The file is not a .zip or is damaged, two entries have one name, or one leads out of it.</exception>
    public ZipImageSource(string path)
    {
        try
        {
            _archive = ZipFile.OpenRead(path);
            foreach (var entry in _archive.Entries) Add(entry);
        }
        catch (InvalidDataException e)
        {
            _archive?.Dispose();
            throw new InvalidDataException($"'{path}' is not a usable .zip: {e.Message.TrimEnd('.')}.", e);
        }
    }

    public ImageListing Listing { get; } = new();

    public byte[] Read(string name)
    {
        var entry = _entries[name];
        if (((entry.ExternalAttributes >> 16) & UnixType) == UnixLink) throw new InvalidDataException("a link within the .zip, which is not followed");
        if (entry.IsEncrypted) throw new InvalidDataException("it is encrypted");
        using var stream = entry.Open();
        return BoundedRead.All(stream, ImageLimits.FileBytes);
    }

    public void Dispose() => _archive.Dispose();

    void Add(ZipArchiveEntry entry)
    {
        bool isFolder = entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\');
        string name = Normalise(entry);
        if (isFolder) Listing.AddFolder(name);
        else if (_entries.TryAdd(name, entry)) Listing.Add(name);
        else if (ImageNames.IsImage(name)) throw new InvalidDataException($"the entry '{entry.FullName}' occurs twice");
    }

    /// <summary>The name with '/' between its parts, and without parts that say nothing: <c>./train//a\0.png</c> is <c>train/a/0.png</c>.</summary>
    static string Normalise(ZipArchiveEntry entry)
    {
        string[] parts = [.. entry.FullName.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
        return parts.Contains("..") ? throw new InvalidDataException($"the entry '{entry.FullName}' leads out of its folder") : string.Join('/', parts);
    }
}
