using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>Files of <see cref="StrategyJson"/>. Paths in them begin at the file's folder.</summary>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public static class StrategyFile
{
    /// <summary>The end of their names.</summary>
    internal const string Extension = ".json";

    /// <summary>Reads a strategy for a generator's latents; it has the file's name where it has none of its own.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no walker that it names.</exception>
    /// <exception cref="IOException">It, or a walker, cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no strategy, or a walker's file is damaged; the message says why.</exception>
    /// <exception cref="ArgumentException">A latent is named that the generator lacks or twice, or a perturbation does not fit.</exception>
    public static ViewStrategy Read(string path, LatentLayout layout)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(layout);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no strategy '{path}'.", path);
        return StrategyJson.Read(File.ReadAllText(path), layout, FolderOf(path), $"'{path}'", Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Writes a strategy; the file appears once it is complete.</summary>
    /// <exception cref="ArgumentException">The class of a perturbation is not registered, or a perturbation has no file that could be named.</exception>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    public static void Write(string path, ViewStrategy strategy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.WriteText(path, StrategyJson.Write(strategy, FolderOf(path)) + "\n");
    }

    static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
