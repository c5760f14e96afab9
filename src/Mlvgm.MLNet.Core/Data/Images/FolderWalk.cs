using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>
/// One walk through a folder and those below it, links followed. A link back to a folder above it is not entered, and of the folders of one part of a data set
/// none is entered twice by links: the walk ends, however links are laid.
/// </summary>
sealed class FolderWalk
{
    readonly string _root;
    readonly HashSet<(string Part, string Identity)> _entered = [];

    FolderWalk(string root) => _root = root;

    ImageListing Found { get; } = new();

    /// <summary>What stands in <paramref name="root"/>.</summary>
    /// <exception cref="InvalidDataException">A folder cannot be listed; the message names it.</exception>
    public static ImageListing Of(string root)
    {
        var walk = new FolderWalk(root);
        walk.Enter("", [FileFacts.Of(root).Identity ?? root], byLink: false);
        return walk.Found;
    }

    void Enter(string folder, IReadOnlyList<string> above, bool byLink)
    {
        foreach (var entry in List(folder))
        {
            string name = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            bool link = byLink || entry.LinkTarget is not null;
            if (ImageNames.ReasonAgainst(entry.Name) is { } reason) PassOver(entry, name, reason, ImageListing.What(reason, entry.Name));
            else if (entry is DirectoryInfo) Meet(name, FileFacts.Of(entry.FullName), above, link);
            else if (!ImageNames.IsImage(entry.Name)) Found.AddExtension(name);
            // One that is no file, or leads nowhere, is told when it is to be read.
            else Found.Images.Add(new FoundImage(name, FileFacts.Of(entry.FullName).Identity, link));
        }
    }

    void Meet(string name, FileFacts folder, IReadOnlyList<string> above, bool byLink)
    {
        string identity = folder.Identity ?? name;
        bool known = !_entered.Add((ImageParts.PartOf(name), identity));
        if (above.Contains(identity) || (known && byLink))
        {
            Found.PassedOver.Add(new PassedOverFile(name, PassedOverReason.MetTwice, "folder"));
            return;
        }
        Found.Folders.Add(name);
        Enter(name, [.. above, identity], byLink);
    }

    void PassOver(FileSystemInfo entry, string name, PassedOverReason reason, string what)
    {
        // A folder counts by its files, a link to one as itself.
        if (entry is not DirectoryInfo { LinkTarget: null }) Found.PassedOver.Add(new PassedOverFile(name, reason, what));
        else foreach (var inner in List(name)) PassOver(inner, $"{name}/{inner.Name}", reason, what);
    }

    FileSystemInfo[] List(string folder)
    {
        string path = Path.Combine(_root, folder);
        try
        {
            FileSystemInfo[] entries = [.. new DirectoryInfo(path).EnumerateFileSystemInfos()];
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidDataException($"The folder '{path}' cannot be listed: {e.Message.TrimEnd('.')}. Make it readable, or move it out of the data.", e);
        }
    }
}
