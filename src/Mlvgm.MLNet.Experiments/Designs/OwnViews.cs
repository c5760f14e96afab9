using Mlvgm.MLNet.Experiments.Inputs;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>Views of one's own: a row of the experiment <see cref="ExperimentDesigns.OwnViews"/>.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Strategy">How positives differ from anchors, in the language of strategies.</param>
/// <example>See <c>examples/ApiTour/OwnExperiment.cs</c>.</example>
public sealed record OwnViews(string Name, string Strategy)
{
    const int LongestName = 60;

    /// <summary>Reads <c>NAME=STRATEGY</c>.</summary>
    /// <exception cref="ArgumentException">It has no name or no strategy, or the name cannot be one of a file.</exception>
    public static OwnViews Parse(string text)
    {
        var (name, strategy) = NamedText.Split(text, "--views", "NAME=STRATEGY, such as random=random:0.3");
        if (name.Length > LongestName || !name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.'))
            throw new ArgumentException($"--views has the name '{name}'; files are named after it: at most {LongestName} letters, digits, spaces, '-' and '.'.");
        return new OwnViews(name, strategy);
    }
}
