using System.Security.Cryptography;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>Keeps patched copies of native libraries per user, named by the hash of the original, so that each is made once.</summary>
static class PatchedLibraryCache
{
    /// <summary>Returns the path of a copy of <paramref name="library"/> in which <paramref name="version"/> is weak.</summary>
    /// <exception cref="InvalidDataException">The library is not an ELF file.</exception>
    /// <exception cref="IOException">Neither the user's cache nor the temporary folder can be written.</exception>
    public static string Weakened(string library, string version)
    {
        byte[] bytes = File.ReadAllBytes(library);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        ElfVersionNeeds.Weaken(bytes, version);
        string relative = Path.Combine("mlvgm", "native", $"{hash}-{version}", Path.GetFileName(library));
        try
        {
            return Write(Path.Combine(UserCache(), relative), bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder of its own, since what is loaded from a name that others can guess may be theirs.
            return Write(Path.Combine(Directory.CreateTempSubdirectory("mlvgm-native-").FullName, Path.GetFileName(library)), bytes);
        }
    }

    static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } configured && Path.IsPathRooted(configured)
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    static string Write(string path, byte[] bytes)
    {
        // The contents are compared, so a copy that a crash or another program damaged is made anew.
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return path;
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return path;
    }
}
