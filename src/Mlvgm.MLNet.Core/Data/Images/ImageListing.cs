namespace Mlvgm.MLNet.Data.Images;

/// <summary>Everything that a walk met.</summary>
sealed class ImageListing
{
    /// <summary>The image files, in any order.</summary>
    public List<FoundImage> Images { get; } = [];

    /// <summary>The folders that are not passed over, relative to the root.</summary>
    public HashSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>What is not read.</summary>
    public List<PassedOverFile> PassedOver { get; } = [];

    /// <summary>Adds a file by its name alone, as it stands in an archive.</summary>
    public void Add(string name)
    {
        string[] parts = name.Split('/');
        foreach (string part in parts)
        {
            if (ImageNames.ReasonAgainst(part) is not { } reason) continue;
            PassedOver.Add(new PassedOverFile(name, reason, What(reason, part)));
            return;
        }
        AddFolders(name);
        if (ImageNames.IsImage(name)) Images.Add(new FoundImage(name));
        else AddExtension(name);
    }

    /// <summary>Adds a folder of an archive, which may be empty.</summary>
    public void AddFolder(string name)
    {
        if (name.Length == 0 || name.Split('/').Any(part => ImageNames.ReasonAgainst(part) is not null)) return;
        AddFolders(name + "/");
    }

    /// <summary>Adds a file whose extension is not an image's.</summary>
    public void AddExtension(string name) =>
        PassedOver.Add(new PassedOverFile(name, PassedOverReason.Extension, Path.GetExtension(name).ToLowerInvariant()));

    /// <summary>What files of a reason have in common, where it is the name of one part of their paths.</summary>
    public static string What(PassedOverReason reason, string part) => reason == PassedOverReason.StrayFolder ? part : "";

    void AddFolders(string name)
    {
        for (int end = name.IndexOf('/'); end >= 0; end = name.IndexOf('/', end + 1)) Folders.Add(name[..end]);
    }
}
