using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Walkers;
using Mlvgm.MLNet.Views;
using Mlvgm.MLNet.Views.Presets;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>
/// Reads a view strategy: a preset of the paper (<c>ml-random</c>), one perturbation for every latent (<c>random:0.3</c>), or one per
/// latent, group or range (<c>z1=random:0.3,z2..z5=resample</c>; the others keep the anchor's value). A walker on its own moves the latents
/// that its file names.
/// </summary>
static class StrategyArgument
{
    const double DefaultTruncation = 2;
    const string WalkerWord = "walker";

    static readonly Dictionary<string, Func<string[], Perturbation>> Perturbations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = numbers => Without(numbers, new NoPerturbation()),
        ["random"] = Random,
        ["resample"] = numbers => Without(numbers, new ResamplePerturbation()),
        [WalkerWord] = words => new LearnedPerturbation(ReadWalker(words).Walker),
    };

    /// <summary>The forms that a perturbation can take, for help and lists.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["none", "random:SIGMA[:T]", "resample", "walker:FILE"];

    /// <summary>The names of the paper's presets, each for some generators.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. StrategyPresets.All.Select(preset => preset.Name).Distinct()];

    /// <summary>The forms in a sentence.</summary>
    public static string Help =>
        $"{string.Join(", ", Forms)} for every latent, LATENT=PERTURBATION,... for some, or the paper's {string.Join(", ", Presets)}.";

    /// <summary>The strategy that <paramref name="text"/> describes for a generator with <paramref name="layout"/>.</summary>
    /// <exception cref="ArgumentException">The text has another form, or names a latent that the layout lacks.</exception>
    public static ViewStrategy Parse(string text, LatentLayout layout)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) throw new ArgumentException($"The strategy is empty. {Usage}");
        if (StrategyPresets.Find(text.Trim(), layout) is { } preset) return preset.Strategy;
        if (parts is [var walker] && walker.StartsWith($"{WalkerWord}:", StringComparison.OrdinalIgnoreCase))
        {
            var file = ReadWalker(walker.Split(':')[1..]);
            return Resolved(ViewStrategy.PerLatent(text, (file.Target, new LearnedPerturbation(file.Walker))), layout);
        }
        if (parts is [var single] && !single.Contains('='))
        {
            var everywhere = ParsePerturbation(single);
            return ViewStrategy.PerLatent(text, [.. layout.Latents.Select(latent => (latent.Name, everywhere))]);
        }
        return Resolved(ViewStrategy.PerLatent(text, [.. parts.Select(ParsePart)]), layout);
    }

    static ViewStrategy Resolved(ViewStrategy strategy, LatentLayout layout)
    {
        strategy.Resolve(layout);
        return strategy;
    }

    /// <summary>The file whose path is what follows the first colon, with the colons it may have.</summary>
    static WalkerFile ReadWalker(string[] words) => words.Length > 0
        ? WalkerFile.Read(string.Join(':', words))
        : throw new ArgumentException($"{WalkerWord} takes a file. {Usage}");

    static string Usage => $"Use {Help}";

    static (string, Perturbation) ParsePart(string part)
    {
        int equals = part.IndexOf('=');
        return equals > 0
            ? (part[..equals].Trim(), ParsePerturbation(part[(equals + 1)..].Trim()))
            : throw new ArgumentException($"'{part}' is not LATENT=PERTURBATION. {Usage}");
    }

    static Perturbation ParsePerturbation(string text)
    {
        string[] words = text.Split(':');
        return Perturbations.TryGetValue(words[0], out var create)
            ? create(words[1..])
            : throw new ArgumentException(Presets.Contains(text)
                ? $"There is no preset '{text}' for these latents. {Usage}"
                : $"There is no perturbation '{words[0]}'. {Usage}");
    }

    static RandomPerturbation Random(string[] numbers) => numbers.Length is 1 or 2
        ? new RandomPerturbation(new TruncatedNormal(0, Number(numbers[0]), numbers.Length == 2 ? Number(numbers[1]) : DefaultTruncation))
        : throw new ArgumentException($"random takes a standard deviation and perhaps a truncation. {Usage}");

    static Perturbation Without(string[] numbers, Perturbation perturbation) => numbers.Length == 0
        ? perturbation
        : throw new ArgumentException($"{perturbation.Name} takes no number. {Usage}");

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new ArgumentException($"'{text}' is not a number. {Usage}");
}
