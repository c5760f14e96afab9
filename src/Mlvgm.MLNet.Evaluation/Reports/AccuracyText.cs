using System.Globalization;

namespace Mlvgm.MLNet.Evaluation.Reports;

/// <summary>Accuracies as pages and terminals show them, in percent with half the 95 % interval.</summary>
/// <example>See <c>examples/ApiTour/ComparedFeatures.cs</c>.</example>
public static class AccuracyText
{
    const string None = "–";

    /// <summary>Percent with its interval; a dash for null.</summary>
    public static string Of(MeanAndError? accuracy) => accuracy is null ? None : Text(accuracy, "F1");

    /// <summary>Percentage points with their sign and interval; a dash for null.</summary>
    public static string Difference(MeanAndError? difference) => difference is null ? None : Text(difference, "+0.0;−0.0;0.0");

    /// <summary>Percent alone; a dash for null.</summary>
    public static string Share(double? share) => share is { } value ? (100 * value).ToString("F1", CultureInfo.InvariantCulture) : None;

    /// <summary>A label budget in words.</summary>
    /// <param name="labelsPerClass">Labelled training rows per class, or null for all.</param>
    public static string Labels(int? labelsPerClass) =>
        labelsPerClass is { } count ? FormattableString.Invariant($"{count} labels a class") : "all labels";

    static string Text(MeanAndError value, string format)
    {
        // Adding zero makes a negative zero, which rounding may leave, a plain one.
        string mean = (Math.Round(100 * value.Mean, 1) + 0.0).ToString(format, CultureInfo.InvariantCulture);
        return value.HalfInterval95 is { } half ? FormattableString.Invariant($"{mean} ± {100 * half:F1}") : mean;
    }
}
