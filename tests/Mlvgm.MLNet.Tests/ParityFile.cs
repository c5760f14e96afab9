using Mlvgm.MLNet.Torch.Weights;

namespace Mlvgm.MLNet.Tests;

/// <summary>Reads tensors of <c>shared/parity</c>, which may be absent.</summary>
static class ParityFile
{
    static readonly string? Folder = Environment.GetEnvironmentVariable("MLVGM_PARITY_DIR") ?? Above(AppContext.BaseDirectory);

    /// <summary>The names of the files that match; one that skips when there are none.</summary>
    public static TheoryData<string> Names(string pattern)
    {
        string[] paths = Folder is null ? [] : Directory.GetFiles(Folder, pattern);
        return paths.Length == 0 ? [pattern] : [.. paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
    }

    /// <summary>A file's tensors; skips the test where there is no such file.</summary>
    public static SafetensorsContents Open(string name)
    {
        Assert.SkipWhen(Folder is null, "The parity tensors are not here: set MLVGM_PARITY_DIR to their folder.");
        string path = Path.Combine(Folder!, name);
        Assert.SkipUnless(File.Exists(path), $"There is no file '{path}'.");
        return Safetensors.Read(path);
    }

    static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "parity");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
