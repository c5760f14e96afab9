using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Loads a patched copy of a native library. The copy is written anew by each process, into a folder that only its user can enter, and is gone once it is
/// loaded: nobody else can have written what runs, and no file is trusted for its name.
/// </summary>
static class PatchedLibrary
{
    /// <summary>Loads <paramref name="library"/> with <paramref name="version"/> made weak.</summary>
    /// <exception cref="InvalidDataException">The library is not an ELF file.</exception>
    /// <exception cref="DllNotFoundException">The copy cannot be written to, or loaded from, any folder; the message has the reason of each.</exception>
    public static void Load(string library, string version)
    {
        byte[] bytes = File.ReadAllBytes(library);
        ElfVersionNeeds.Weaken(bytes, version);
        LoadFrom(
            Folders(
                Path.GetTempPath(), Environment.GetEnvironmentVariable("XDG_CACHE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
            Path.GetFileName(library), bytes);
    }

    /// <summary>
    /// The folders to try, in order: the temporary one may be full or read-only, or mounted so that nothing in it runs. A user without a home has no cache:
    /// nothing is written below the current folder, which may be anybody's.
    /// </summary>
    internal static IReadOnlyList<string> Folders(string temporary, string? cache, string? home)
    {
        if (cache is not null && Path.IsPathRooted(cache)) return [temporary, cache];
        return home is not null && Path.IsPathRooted(home) && Directory.Exists(home) ? [temporary, Path.Combine(home, ".cache")] : [temporary];
    }

    /// <summary>Loads a library of these contents from the first folder that allows it.</summary>
    internal static void LoadFrom(IEnumerable<string> folders, string name, byte[] bytes)
    {
        var reasons = new List<string>();
        foreach (string folder in folders)
        {
            try
            {
                LoadFrom(folder, name, bytes);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
            {
                reasons.Add($"'{folder}': {e.Message}");
            }
        }
        throw new DllNotFoundException($"A copy of {name} is needed, and no folder takes it. Set TMPDIR to one that can be written, has some megabytes free, " +
            $"and is not mounted noexec. {string.Join(" ", reasons)}");
    }

    static void LoadFrom(string parent, string name, byte[] bytes)
    {
        string folder = Path.Combine(parent, $"mlvgm-native-{Guid.NewGuid():N}");
        Directory.CreateDirectory(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, bytes);
            NativeLibrary.Load(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
