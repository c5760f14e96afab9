using System.Globalization;
using System.Text;
using Mlvgm.MLNet.Evaluation.Probes;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>A confusion matrix as a table.</summary>
static class ConfusionText
{
    /// <summary>Markdown: a row for each true class, a column for each predicted one, in percent of the row; zeros are left out. A sentence where there are too many classes.</summary>
    public static string ToMarkdown(ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        if (classes.Count > EncoderEvidence.MostClasses)
            return FormattableString.Invariant($"The confusion matrix of {classes.Count} classes is left out: `mlvgm evaluate --json` writes it.\n");
        var text = new StringBuilder("| true \\ predicted |");
        string[] names = [.. classes.Select(MarkdownCell.Of)];
        foreach (string name in names) text.Append(' ').Append(name).Append(" |");
        text.Append("\n|---|").Insert(text.Length, "---:|", classes.Count).Append('\n');
        foreach (var (label, counts) in confusion.Counts.Index())
        {
            double total = Math.Max(1, counts.Sum());
            text.Append("| ").Append(names[label]).Append(" |");
            foreach (var (predicted, count) in counts.Index())
            {
                string share = count == 0 ? "" : (100 * count / total).ToString("F1", CultureInfo.InvariantCulture);
                text.Append(' ').Append(predicted == label ? $"**{share}**" : share).Append(" |");
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
