using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>A confusion matrix as a table.</summary>
static class ConfusionText
{
    /// <summary>Markdown: a row for each true class, a column for each predicted one, in percent of the row; zeros are left out. A sentence where there are too many classes.</summary>
    public static string ToMarkdown(ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        if (classes.Count > EncoderEvidence.MostClasses)
            return FormattableString.Invariant($"The confusion matrix of {classes.Count} classes is left out: `mlvgm evaluate --json` writes it.\n");
        var table = new MarkdownTable([MarkdownColumn.Words(@"true \ predicted"), .. classes.Select(MarkdownColumn.Numbers)]);
        foreach (var (label, counts) in confusion.Counts.Index())
        {
            double total = Math.Max(1, counts.Sum());
            table.Add([MarkdownText.Text(classes[label]), .. counts.Select((count, predicted) => Share(count / total, predicted == label))]);
        }
        return table.ToString();
    }

    static MarkdownText Share(double share, bool right) => (share, right) switch
    {
        (0, _) => MarkdownText.Text(""),
        (_, true) => MarkdownText.Of($"**{100 * share:F1}**"),
        _ => MarkdownText.Of($"{100 * share:F1}"),
    };
}
