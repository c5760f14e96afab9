using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Cli.Experiments;

/// <summary>What an experiment's rows depend on.</summary>
/// <param name="Layout">The generator's latents.</param>
/// <param name="Measured">Strategies that a measurement left.</param>
/// <param name="Views">Rows of one's own: names and strategies.</param>
/// <param name="Augmentation">T_x of those rows.</param>
sealed record DesignInputs(LatentLayout Layout, MeasuredStrategies Measured, IReadOnlyList<(string Name, string Strategy)> Views, string Augmentation)
{
    /// <summary>Reads <c>NAME=STRATEGY</c>.</summary>
    /// <exception cref="ArgumentException">It has no name or no strategy.</exception>
    public static (string Name, string Strategy) View(string text) => text.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } strategy]
        ? (name, strategy)
        : throw new ArgumentException($"--views is '{text}'; expected NAME=STRATEGY, such as random=random:0.3.");
}
