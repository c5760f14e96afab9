using Mlvgm.Testing;

namespace Mlvgm.Fuzzing;

/// <summary>A folder for readers that take files. eng/fuzz.cs puts it into memory.</summary>
static class ScratchFolder
{
    static readonly Lazy<TemporaryFolder> Folder = new(() =>
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    /// <summary>The folder.</summary>
    public static string Path => Folder.Value.Path;

    /// <summary>Writes a file of that name, over one that was there, and returns its path.</summary>
    public static string Write(string name, byte[] bytes)
    {
        string path = Folder.Value.File(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
