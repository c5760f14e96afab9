using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Output;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.Strategies;

/// <summary>View strategies whose perturbations are trained walkers (paper, section 3.2: learned, ML learned).</summary>
/// <example>See <c>examples/ApiTour/MeasuredViews.cs</c>.</example>
public static class LearnedStrategy
{
    internal const string OneName = "learned";
    internal const string EveryName = "ml-learned";

    /// <summary>One walker, on the latents that its file names: the paper's <c>learned</c>, and its joint walker of several levels.</summary>
    /// <param name="path">A walker file, or the folder of a measurement that has a single one.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file, or no walker in the folder.</exception>
    /// <exception cref="InvalidDataException">The file holds no walker.</exception>
    /// <exception cref="ArgumentException">
    /// The folder has several walkers; or the walker is for latents that the generator lacks, or for some of another size.
    /// </exception>
    public static ViewStrategy FromFile(string path, LatentLayout layout)
    {
        var file = Directory.Exists(path) ? Single(path) : WalkerFile.Read(path);
        return StrategyFit.Check(ViewStrategy.PerLatent(OneName, (file.Target, new LearnedPerturbation(file.Walker))), layout, $"'{path}'");
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
        var parts = In(folder).Select(file => (file.Target, (Perturbation)new LearnedPerturbation(file.Walker)));
        return StrategyFit.Check(ViewStrategy.PerLatent(EveryName, [.. parts]), layout, $"'{folder}'");
    }

    /// <summary>The walker for latents of one's choice.</summary>
    /// <param name="path">A walker file, whatever latents it names, or the folder of a measurement that has one for <paramref name="target"/>.</param>
    /// <param name="target">A latent, group or range of <paramref name="layout"/>.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file holds no walker.</exception>
    /// <exception cref="ArgumentException">The folder has no walker for the target, or the walker is not as wide as the target.</exception>
    public static LearnedPerturbation For(string path, string target, LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var span = layout.SpanOf(target);
        var file = Directory.Exists(path) ? Matching(path, span) : WalkerFile.Read(path);
        var perturbation = new LearnedPerturbation(file.Walker);
        StrategyFit.Check(ViewStrategy.PerLatent(OneName, (target, perturbation)), layout, $"'{path}'");
        return perturbation;
    }

    static WalkerFile Single(string folder)
    {
        var files = In(folder);
        return files.Count == 1 ? files[0] : throw new ArgumentException(
            $"'{folder}' has {files.Count} walkers, of {Targets(files)}: name one file, or take all with {EveryName}.", nameof(folder));
    }

    static WalkerFile Matching(string folder, LatentSpan span)
    {
        var files = In(folder);
        return files.FirstOrDefault(file => file.LatentNames.SequenceEqual(span.LatentNames)) ?? throw new ArgumentException(
            $"'{folder}' has walkers of {Targets(files)}, but none of '{span.Name}'.", nameof(folder));
    }

    static string Targets(IReadOnlyList<WalkerFile> files) => string.Join(", ", files.Select(file => file.Target));

    static IReadOnlyList<WalkerFile> In(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        string inner = Path.Combine(folder, MeasurementFolder.WalkersName);
        string[] paths = [.. Directory.EnumerateFiles(Directory.Exists(inner) ? inner : folder, "*.safetensors").Order(StringComparer.Ordinal)];
        return paths.Length > 0
            ? [.. paths.Select(WalkerFile.Read)]
            : throw new FileNotFoundException($"There is no walker (*.safetensors) in '{folder}'.");
    }
}
