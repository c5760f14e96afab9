using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Docs;

/// <summary>The files of the checkout, by paths relative to its root with forward slashes; what git ignores is left out.</summary>
sealed class RepositoryFiles
{
    readonly HashSet<string> _files;
    readonly HashSet<string> _folders;
    readonly HashSet<string> _names;

    public RepositoryFiles(IEnumerable<string> files)
    {
        _files = new HashSet<string>(files, StringComparer.Ordinal);
        _folders = [.. _files.SelectMany(Above)];
        _names = [.. _files.Select(file => file[(file.LastIndexOf('/') + 1)..])];
    }

    public static RepositoryFiles Checkout { get; } = new(Enumerate());

    /// <summary>Every file, in order.</summary>
    public IEnumerable<string> All => _files.Order(StringComparer.Ordinal);

    /// <summary>Whether there is such a file or folder.</summary>
    public bool Has(string path) => _files.Contains(path) || _folders.Contains(path);

    /// <summary>Whether a file anywhere has this name, or a path that ends so.</summary>
    public bool HasName(string name) => name.Contains('/') ? _files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal)) : _names.Contains(name);

    /// <summary>Whether a path with asterisks, each for a part of a name, stands for a file or folder.</summary>
    public bool HasMatch(string pattern)
    {
        var regex = new Regex("^" + Regex.Escape(pattern).Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*") + "$");
        return _files.Concat(_folders).Any(path => regex.IsMatch(path));
    }

    /// <summary>Whether a path begins with a folder at the root.</summary>
    public bool BeginsAtRoot(string path) => path.IndexOf('/') is > 0 and var slash && _folders.Contains(path[..slash]);

    static IEnumerable<string> Above(string file)
    {
        for (int slash = file.LastIndexOf('/'); slash > 0; slash = file.LastIndexOf('/', slash - 1)) yield return file[..slash];
    }

    static IEnumerable<string> Enumerate()
    {
        HashSet<string> ignored = [".git", .. File.ReadLines(Repository.PathOf(".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];
        var folders = new Stack<string>([Repository.Root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string inner in Directory.EnumerateDirectories(folder).Where(path => !ignored.Contains(Path.GetFileName(path)))) folders.Push(inner);
            foreach (string file in Directory.EnumerateFiles(folder)) yield return Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        }
    }
}
