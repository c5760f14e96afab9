using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Presets;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>
/// Reads a view strategy: a preset of the paper (<c>ml-random</c>), one perturbation for every latent (<c>random:0.3</c>), or one per
/// latent, group or range (<c>z1=random:0.3,z2..z5=resample</c>; the others keep the anchor's value), what a measurement left
/// (<c>calibrated:out/report.json</c>), or a file (<c>strategy.json</c>). A walker on its own moves the latents that its file names.
/// </summary>
static class StrategyArgument
{
    const double DefaultTruncation = 2;
    const string LearnedWord = "learned";
    const string FileExtension = ".json";
    const string IndependentWord = "independent";

    static readonly Dictionary<string, Func<string[], string, LatentLayout, Perturbation>> Perturbations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = (words, _, _) => Without(words, new NoPerturbation()),
        ["random"] = (words, _, _) => Independent(words, Random),
        ["resample"] = (words, _, _) => Independent(words, numbers => Without(numbers, new ResamplePerturbation())),
        [LearnedWord] = (words, target, layout) => LearnedStrategy.For(PathOf(LearnedWord, words), target, layout),
    };

    /// <summary>Whole strategies that a file or folder describes.</summary>
    static readonly Dictionary<string, Func<string, LatentLayout, ViewStrategy>> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        [LearnedWord] = LearnedStrategy.FromFile,
        ["ml-learned"] = LearnedStrategy.FromFolder,
        ["calibrated"] = CalibratedStrategy.FromReport,
    };

    /// <summary>The forms that a perturbation can take, for help and lists.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["none", $"random:SIGMA[:T][:{IndependentWord}]", $"resample[:{IndependentWord}]"];

    /// <summary>The forms of what a measurement left.</summary>
    public static IReadOnlyList<string> Measured { get; } = ["calibrated:REPORT", "ml-learned:DIR", "learned:WALKER"];

    /// <summary>The names of the paper's presets, each for some generators.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. StrategyPresets.All.Select(preset => preset.Name).Distinct()];

    /// <summary>What needs no number or file: nothing perturbed, the paper's presets for these latents, everything drawn anew.</summary>
    public static IReadOnlyList<string> AllFor(LatentLayout layout) =>
        ["none", .. StrategyPresets.For(layout).Select(preset => preset.Name), "resample"];

    /// <summary>The forms in a sentence.</summary>
    public static string Help =>
        $"{string.Join(", ", Forms)} for every latent, LATENT=PERTURBATION,... for some, the paper's {string.Join(", ", Presets)}, or what a " +
        $"measurement left: {string.Join(", ", Measured)}, LATENT=learned:WALKER; or FILE{FileExtension}.";

    /// <summary>The strategy that <paramref name="text"/> describes for a generator with <paramref name="layout"/>.</summary>
    /// <exception cref="ArgumentException">The text has another form, or names a latent that the layout lacks.</exception>
    public static ViewStrategy Parse(string text, LatentLayout layout)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) throw new ArgumentException($"The strategy is empty. {Usage}");
        if (StrategyPresets.Find(text.Trim(), layout) is { } preset) return preset.Strategy;
        if (text.Trim().EndsWith(FileExtension, StringComparison.OrdinalIgnoreCase) && !text.Contains(':') && !text.Contains('='))
            return StrategyFile.Read(text.Trim(), layout);
        string[] words = text.Trim().Split(':');
        if (Files.TryGetValue(words[0], out var read)) return read(PathOf(words[0], words[1..]), layout);
        if (parts is [var single] && !single.Contains('='))
            return ViewStrategy.PerLatent(text, [.. layout.Latents.Select(latent => (latent.Name, ParsePerturbation(single, latent.Name, layout)))]);
        var strategy = ViewStrategy.PerLatent(text, [.. parts.Select(part => ParsePart(part, layout))]);
        strategy.Resolve(layout);
        return strategy;
    }

    /// <summary>What follows the first colon, with the colons that a path may have.</summary>
    static string PathOf(string form, string[] words) => words.Length > 0 && words[0].Length > 0
        ? string.Join(':', words)
        : throw new ArgumentException($"{form} takes a file or folder. {Usage}");

    static string Usage => $"Use {Help}";

    static (string, Perturbation) ParsePart(string part, LatentLayout layout)
    {
        int equals = part.IndexOf('=');
        if (equals <= 0) throw new ArgumentException($"'{part}' is not LATENT=PERTURBATION. {Usage}");
        string target = part[..equals].Trim();
        return (target, ParsePerturbation(part[(equals + 1)..].Trim(), target, layout));
    }

    static Perturbation ParsePerturbation(string text, string target, LatentLayout layout)
    {
        string[] words = text.Split(':');
        return Perturbations.TryGetValue(words[0], out var create)
            ? create(words[1..], target, layout)
            : throw new ArgumentException(Presets.Contains(text)
                ? $"There is no preset '{text}' for these latents. {Usage}"
                : $"There is no perturbation '{words[0]}'. {Usage}");
    }

    /// <summary>Takes off the last word where it asks for random numbers that latents of one draw do not share.</summary>
    static CoordinatewisePerturbation Independent(string[] words, Func<string[], CoordinatewisePerturbation> create) =>
        words is [.. var numbers, IndependentWord] ? create(numbers) with { Independent = true } : create(words);

    static CoordinatewisePerturbation Random(string[] numbers) => numbers.Length is 1 or 2
        ? new RandomPerturbation(new TruncatedNormal(0, Number(numbers[0]), numbers.Length == 2 ? Number(numbers[1]) : DefaultTruncation))
        : throw new ArgumentException($"random takes a standard deviation and perhaps a truncation. {Usage}");

    static CoordinatewisePerturbation Without(string[] numbers, CoordinatewisePerturbation perturbation) => numbers.Length == 0
        ? perturbation
        : throw new ArgumentException($"{perturbation.Name} takes no number. {Usage}");

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new ArgumentException($"'{text}' is not a number. {Usage}");
}
