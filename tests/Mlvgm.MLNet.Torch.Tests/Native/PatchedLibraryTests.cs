using Mlvgm.MLNet.Torch.Native;

namespace Mlvgm.MLNet.Torch.Tests.Native;

public sealed class PatchedLibraryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Without_a_home_there_is_no_cache_and_never_one_below_the_current_folder()
    {
        string home = _folder.Path;
        Assert.Equal(["/tmp", Path.Combine(home, ".cache")], PatchedLibrary.Folders("/tmp", cache: null, home));
        Assert.Equal(["/tmp", _folder.File("cache")], PatchedLibrary.Folders("/tmp", _folder.File("cache"), home));
        Assert.Equal(["/tmp", Path.Combine(home, ".cache")], PatchedLibrary.Folders("/tmp", "cache", home));
        foreach (string? none in new[] { null, "", "home", _folder.File("nowhere") }) Assert.Equal(["/tmp"], PatchedLibrary.Folders("/tmp", cache: null, none));
    }

    [Fact]
    public void Where_no_folder_takes_the_copy_each_reason_is_said_with_what_to_do_and_nothing_is_left()
    {
        string file = _folder.Write("file", "no folder"), folder = _folder.File("folder");
        var failure = Assert.Throws<DllNotFoundException>(() => PatchedLibrary.LoadFrom([file, folder], "library.so", [1, 2, 3]));
        Assert.Contains($"'{file}': ", failure.Message);
        Assert.Contains($"'{folder}': ", failure.Message);
        Assert.Contains("Set TMPDIR", failure.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    public void Dispose() => _folder.Dispose();
}
