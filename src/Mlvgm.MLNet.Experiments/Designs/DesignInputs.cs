using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>What an experiment's rows depend on.</summary>
/// <param name="Layout">The generator's latents.</param>
/// <param name="Measured">Strategies that a measurement left.</param>
/// <param name="Views">Rows of one's own: names and strategies.</param>
/// <param name="Augmentation">T_x of those rows.</param>
sealed record DesignInputs(LatentLayout Layout, MeasuredStrategies Measured, IReadOnlyList<(string Name, string Strategy)> Views, string Augmentation)
{
    const int LongestName = 60;

    /// <summary>Reads <c>NAME=STRATEGY</c>.</summary>
    /// <exception cref="ArgumentException">It has no name or no strategy, or the name cannot be one of a file.</exception>
    public static (string Name, string Strategy) View(string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } strategy])
            throw new ArgumentException($"--views is '{text}'; expected NAME=STRATEGY, such as random=random:0.3.");
        if (name.Length > LongestName || !name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.'))
            throw new ArgumentException($"--views has the name '{name}'; files are named after it: at most {LongestName} letters, digits, spaces, '-' and '.'.");
        return (name, strategy);
    }
}
