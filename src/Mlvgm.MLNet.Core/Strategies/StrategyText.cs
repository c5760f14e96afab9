using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Strategies;

/// <summary>
/// View strategies as text: one perturbation for every latent (<c>random:0.3</c>), one per latent, group or range (<c>z1=random:0.3,z2..z5=resample</c>;
/// the others keep the anchor's value), a preset (<c>ml-random</c>), or another form that is registered (<c>strategy.json</c>).
/// </summary>
/// <remarks>Perturbations are those of <see cref="PerturbationRegistry"/>, presets and other forms those of <see cref="StrategyRegistry"/>.</remarks>
/// <example>See <c>examples/ApiTour/StrategyLanguage.cs</c>.</example>
public static class StrategyText
{
    /// <summary>The strategy that a text describes, for a generator's latents.</summary>
    /// <param name="text">The text; also the strategy's name, unless it stands for one that has a name.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <param name="folder">Where relative paths begin; the working directory when null.</param>
    /// <exception cref="ArgumentException">The text has another form, or does not fit the latents; the message says what exists.</exception>
    /// <exception cref="FileNotFoundException">A file that it names is not there.</exception>
    /// <exception cref="DirectoryNotFoundException">A folder that it names is not there.</exception>
    /// <exception cref="IOException">A file that it names cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file that it names is damaged.</exception>
    public static ViewStrategy Parse(string text, LatentLayout layout, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(layout);
        string trimmed = text.Trim();
        if (trimmed.Trim(',', ' ').Length == 0) throw new ArgumentException($"The strategy is empty. Use {StrategyHelp.Forms}");
        if (StrategyRegistry.FindPreset(trimmed, layout) is { } preset) return StrategyParts.Parse(preset.Name, preset.Text, layout, folder);
        foreach (var form in StrategyRegistry.Forms.All)
            if (form.Match(trimmed) is { } argument) return form.Read(argument, layout, folder);
        string word = trimmed.Split(':')[0].Trim();
        if (!word.Contains('=') && !word.Contains(',') && !PerturbationRegistry.All.TryFind(word, out _))
            throw new ArgumentException(StrategyHelp.Absent(word, layout));
        return StrategyParts.Parse(text, trimmed, layout, folder);
    }

    /// <summary>The text that <see cref="Parse"/> reads as the same perturbations of the same latents.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="folder">Where relative paths begin; the working directory when null.</param>
    /// <exception cref="ArgumentException">
    /// The class of a perturbation is not registered, it has no file that could be named, or a name has a comma or an equals sign.
    /// </exception>
    public static string Write(ViewStrategy strategy, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return StrategyParts.Write(strategy, folder);
    }

    /// <summary>
    /// The text that all strategies share that do the same to these latents, for the identity of what was computed with them. It has the SHA-256 of what is in
    /// files in place of their paths.
    /// </summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="layout">The latents of the generator that the views are for.</param>
    /// <exception cref="ArgumentException">The strategy does not fit the latents.</exception>
    public static string Canonical(ViewStrategy strategy, LatentLayout layout)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(layout);
        var parts = CanonicalStrategy.Of(strategy, layout);
        return parts.Count == 0 ? NoPerturbation.Kind.Word : StrategyParts.Join(parts);
    }
}
