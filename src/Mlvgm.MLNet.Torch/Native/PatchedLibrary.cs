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
    /// <exception cref="IOException">No folder can be written.</exception>
    /// <exception cref="DllNotFoundException">The copy cannot be loaded from any folder; the message has the loader's reason.</exception>
    public static void Load(string library, string version)
    {
        byte[] bytes = File.ReadAllBytes(library);
        ElfVersionNeeds.Weaken(bytes, version);
        try
        {
            LoadFrom(Path.GetTempPath(), Path.GetFileName(library), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            // The temporary folder may be full or read-only, or mounted so that nothing in it runs.
            LoadFrom(UserCache(), Path.GetFileName(library), bytes);
        }
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

    static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } configured && Path.IsPathRooted(configured)
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
