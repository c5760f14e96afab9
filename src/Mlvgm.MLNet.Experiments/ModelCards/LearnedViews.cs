using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Reports.Markdown;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>The views of a model card: those that the encoder's own card names, or those that were asked for, and what may be said of them.</summary>
/// <param name="Strategy">The views to draw; null where there are none to draw.</param>
/// <param name="Caption">What stands under them, or in their place.</param>
sealed record LearnedViews(ViewStrategy? Strategy, MarkdownText Caption)
{
    /// <summary>What can be shown.</summary>
    /// <param name="training">What the encoder's card says.</param>
    /// <param name="generator">The generator of the page; null where it is about the encoder alone.</param>
    /// <param name="asked">The views that were asked for, in the language of strategies; null for those of the card.</param>
    /// <exception cref="ArgumentException">There is no such strategy for this generator.</exception>
    public static LearnedViews Of(EncoderTraining? training, IGenerator? generator, string? asked)
    {
        if (generator is null) return new(null, Origin(training));
        if (asked is null && training is null) return new(null, MarkdownText.Text("The encoder's card does not say what it learned from: no views are drawn. `--strategy` draws some."));
        if (training is not null && training.Generator != generator.Name && asked is null)
            return new(null, MarkdownText.Of($"{Origin(training)} That is another generator than the one above: no views are drawn. `--strategy` draws some."));
        string text = asked ?? training!.Strategy;
        bool learned = training?.Generator == generator.Name && training.Strategy == text;
        var drawn = MarkdownText.Of($"Anchors in rows 1, 3 and 5, their positives below them, by {MarkdownText.Code(text)}; before T_x. ");
        try
        {
            return new(NamedStrategy.Parse(text, generator.Layout), MarkdownText.Of($"{drawn}{(learned ? MarkdownText.Text("The encoder learned from these.") : Origin(training))}"));
        }
        catch (Exception e) when (asked is null && e is ArgumentException or IOException or InvalidDataException or FormatException)
        {
            return new(null, MarkdownText.Of($"{Origin(training)} They cannot be drawn here: {e.Message}"));
        }
    }

    static MarkdownText Origin(EncoderTraining? training) => training switch
    {
        null => MarkdownText.Text("The encoder's card does not say what it learned from."),
        { Strategy: "none" or "column" } => MarkdownText.Of($"The encoder learned from images ({MarkdownText.Code(training.Generator)}), by its card."),
        _ => MarkdownText.Of($"The encoder learned from views of {MarkdownText.Code(training.Generator)} by {MarkdownText.Code(training.Strategy)}, by its card."),
    };
}
