using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Loads libtorch and TorchSharp's native library before TorchSharp looks for them, so that they also load where libstdc++ is
/// older than GCC 13's (Debian 12, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// TorchSharp 0.107.0's <c>libLibTorchSharp.so</c> names the version <c>GLIBCXX_3.4.32</c> for a symbol that it never calls.
/// Where the plain load fails for that reason, a copy in which the version is weak is loaded instead, from a folder of the process's own that is
/// gone afterwards. The original files are never changed. C# programs that reference this package run <see cref="TryEnsureLoaded"/>
/// before <c>Main</c>; others call <see cref="EnsureLoaded"/> before their first use of TorchSharp.
/// </remarks>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public static class TorchNative
{
    const string TorchLibrary = "libtorch.so";
    const string BindingLibrary = "libLibTorchSharp.so";
    const string UncalledVersion = "GLIBCXX_3.4.32";

    static readonly Lazy<TorchNativeReport> Loaded = new(Load);

    /// <summary>What was loaded, from where, what was patched, and why loading failed if it did. Never throws.</summary>
    public static TorchNativeReport Report => Loaded.Value;

    /// <summary>Loads the native libraries once and returns whether that worked; <see cref="Report"/> has the reason if not.</summary>
    public static bool TryEnsureLoaded() => Report.Failure is null;

    /// <summary>Loads the native libraries once.</summary>
    /// <exception cref="DllNotFoundException">They cannot be loaded; the message names the cause and what to do.</exception>
    public static void EnsureLoaded()
    {
        if (Report.Failure is { } failure) throw new DllNotFoundException(failure);
    }

    static TorchNativeReport Load()
    {
        // Windows and macOS load what TorchSharp ships without help.
        if (!OperatingSystem.IsLinux()) return new TorchNativeReport([], null, null);
        var files = new List<string>();
        string? patched = null;
        try
        {
            files.Add(LoadFile(TorchLibrary));
            string binding = Locate(BindingLibrary);
            if (NativeLibrary.TryLoad(binding, out _)) files.Add(binding);
            else
            {
                PatchedLibrary.Load(binding, UncalledVersion);
                patched = binding;
                files.Add(binding);
            }
            NnpackSwitch.OffWhereUnavailable(Path.GetDirectoryName(files[0])!);
            return new TorchNativeReport(files, patched, null);
        }
        catch (Exception e)
        {
            // This runs before Main: whatever went wrong is told where the library is first used.
            return new TorchNativeReport(files, patched, Explain(e.Message));
        }
    }

    static string LoadFile(string name)
    {
        string path = Locate(name);
        NativeLibrary.Load(path);
        return path;
    }

    static string Locate(string name) => NativeLibraryLocator.Find(name) ?? throw new DllNotFoundException(
        $"{name} is in none of: {string.Join(", ", NativeLibraryLocator.Folders())}. Add the package libtorch-cpu-linux-x64 " +
        "(or TorchSharp-cuda-linux for CUDA) to the program that runs; libraries do not bring it.");

    static string Explain(string cause) => cause.Contains("GLIBC", StringComparison.Ordinal)
        ? "The C++ or C library of this system is older than TorchSharp's native library needs. It loads on Debian 12, Ubuntu 22.04 " +
          $"and later, and on RHEL 10; not on RHEL 9 (libstdc++ 3.4.29). The loader said: {cause}"
        : $"TorchSharp's native library did not load. The loader said: {cause}";
}

/// <summary>The outcome of loading the native libraries, as <c>mlvgm doctor</c> prints it.</summary>
/// <param name="Files">Full paths of the files that were loaded; empty where TorchSharp loads them by itself (Windows, macOS).</param>
/// <param name="Patched">The file of which a patched copy was loaded, or null when none was needed.</param>
/// <param name="Failure">Why loading failed and what to do about it, or null when it worked.</param>
/// <example>See <c>examples/ApiTour/NativeParts.cs</c>.</example>
public sealed record TorchNativeReport(IReadOnlyList<string> Files, string? Patched, string? Failure);
