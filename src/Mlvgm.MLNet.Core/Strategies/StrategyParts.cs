using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>
/// The text form of a strategy's perturbations: one for every latent, or <c>LATENT=PERTURBATION</c> for some, between commas; a latent may be a
/// group or a range.
/// </summary>
static class StrategyParts
{
    const char Separator = ',';
    const char Assignment = '=';

    /// <summary>Reads a strategy and gives it a name.</summary>
    /// <exception cref="ArgumentException">The text has another form, or does not fit the latents.</exception>
    public static ViewStrategy Parse(string name, string text, LatentLayout layout, string? folder)
    {
        string[] parts = text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var single] && !single.Contains(Assignment))
        {
            return ViewStrategy.PerLatent(
                name, [.. layout.Latents.Select(latent => (latent.Name, PerturbationText.Parse(single, layout.SpanOf(latent.Name), folder)))]);
        }
        if (parts.Skip(1).FirstOrDefault(IsNumber) is { } digits)
        {
            throw new ArgumentException(
                $"'{text}' has a comma before {digits}: commas stand between latents. The decimal sign is a point, as in 0.05.");
        }
        var strategy = ViewStrategy.PerLatent(name, [.. parts.Select(part => Part(part, layout, folder))]);
        strategy.Resolve(layout);
        return strategy;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    /// <exception cref="ArgumentException">A name or path has a sign that the text form needs.</exception>
    public static string Write(ViewStrategy strategy, string? folder) => strategy.Parts.Count == 0
        ? NoPerturbation.Kind.Word
        : string.Join(Separator, strategy.Parts.Select(part => Part(part.Target, PerturbationText.Write(part.Perturbation, folder))));

    /// <summary>The parts, which may have any sign, as one text.</summary>
    public static string Join(IEnumerable<(string Target, string Perturbation)> parts) =>
        string.Join(Separator, parts.Select(part => $"{part.Target}{Assignment}{part.Perturbation}"));

    static (string, Perturbation) Part(string part, LatentLayout layout, string? folder)
    {
        int assignment = part.IndexOf(Assignment);
        if (assignment <= 0) throw new ArgumentException($"'{part}' is not LATENT=PERTURBATION, as the other parts of a strategy for some latents are.");
        string target = part[..assignment].Trim();
        return (target, PerturbationText.Parse(part[(assignment + 1)..].Trim(), layout.SpanOf(target), folder));
    }

    static string Part(string target, string perturbation) =>
        (target + perturbation).Contains(Separator) || target.Contains(Assignment) || target.Trim() != target || perturbation.Trim() != perturbation
            ? throw new ArgumentException($"The text form cannot hold '{target}{Assignment}{perturbation}', for its comma, equals sign or space; use JSON.")
            : $"{target}{Assignment}{perturbation}";

    static bool IsNumber(string part) => double.TryParse(part.Split(':')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
