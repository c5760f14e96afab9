using System.Globalization;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>What ± means, wherever it stands: half the 95 % interval of a mean, by Student's t.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public static class IntervalText
{
    /// <summary>The sentence that goes with a table, with the number of measurements; empty where nothing was measured twice.</summary>
    /// <param name="values">The numbers of the table.</param>
    /// <param name="over">What was repeated, such as <c>draws of the labels</c>.</param>
    public static string Note(IEnumerable<MeanAndError?> values, string over)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] counts = [.. values.OfType<MeanAndError>().Select(value => value.Count).Where(count => count > 1).Distinct().Order()];
        if (counts.Length == 0) return "";
        string n = counts.Length == 1 ? $"{counts[0]}" : string.Create(CultureInfo.InvariantCulture, $"{counts[0]} to {counts[^1]}");
        return $"± is half the 95 % interval of the mean (Student's t), n = {n} {over}; no ± stands where n = 1.";
    }
}
