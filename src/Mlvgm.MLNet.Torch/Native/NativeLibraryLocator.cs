using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Torch.Native;

/// <summary>
/// Finds a native library where .NET programs keep them: beside the program, under <c>runtimes</c>, or in a package folder.
/// </summary>
static class NativeLibraryLocator
{
    /// <summary>Every folder that is searched, in order.</summary>
    public static IReadOnlyList<string> Folders()
    {
        string application = AppContext.BaseDirectory;
        string runtime = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string hostFolders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return
        [
            application,
            Path.Combine(application, "runtimes", runtime, "native"),
            .. hostFolders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
    }

    /// <summary>The full path of <paramref name="fileName"/>, or null when no searched folder has it.</summary>
    public static string? Find(string fileName) =>
        Folders().Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
