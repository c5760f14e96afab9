using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>View strategies whose perturbations are trained walkers (paper, section 3.2: learned, ML learned).</summary>
public static class LearnedStrategy
{
    /// <summary>One walker, on the latents that its file names.</summary>
    /// <param name="path">A walker file.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file holds no walker.</exception>
    /// <exception cref="ArgumentException">The walker is for latents that the generator lacks, or for some of another size.</exception>
    public static ViewStrategy FromFile(string path, LatentLayout layout)
    {
        var file = WalkerFile.Read(path);
        return Checked(ViewStrategy.PerLatent("learned", (file.Target, new LearnedPerturbation(file.Walker))), layout, path);
    }

    /// <summary>Every level by a walker of its own, each independently of the others (paper, Algorithm 1).</summary>
    /// <param name="folder">What a measurement wrote: a folder with <c>walkers</c> in it, or the folder of walker files itself.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder has no walker.</exception>
    /// <exception cref="InvalidDataException">A file holds no walker.</exception>
    /// <exception cref="ArgumentException">A walker does not fit the generator, or two walkers move one latent.</exception>
    public static ViewStrategy FromFolder(string folder, LatentLayout layout)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string inner = Path.Combine(folder, MeasurementFolder.WalkersName);
        string[] paths = [.. Directory.EnumerateFiles(Directory.Exists(inner) ? inner : folder, "*.safetensors").Order(StringComparer.Ordinal)];
        if (paths.Length == 0) throw new FileNotFoundException($"There is no walker (*.safetensors) in '{folder}'.");
        var files = paths.Select(WalkerFile.Read);
        return Checked(
            ViewStrategy.PerLatent("ml-learned", [.. files.Select(file => (file.Target, (Perturbation)new LearnedPerturbation(file.Walker)))]),
            layout, folder);
    }

    static ViewStrategy Checked(ViewStrategy strategy, LatentLayout layout, string path)
    {
        try
        {
            strategy.Resolve(layout);
            return strategy;
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"'{path}' does not fit this generator: {e.Message}", nameof(path), e);
        }
    }
}
