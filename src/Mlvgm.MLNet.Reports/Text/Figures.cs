using System.Globalization;

namespace Mlvgm.MLNet.Reports.Text;

/// <summary>Numbers and lists as a reader likes them.</summary>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public static class Figures
{
    /// <summary>Three significant digits, without exponent in the range of everyday numbers; a dash for what is not a number.</summary>
    public static string Short(double? value)
    {
        if (value is not { } number || !double.IsFinite(number)) return "–";
        double magnitude = Math.Abs(number);
        if (magnitude is > 0 and (< 1e-3 or >= 1e6)) return number.ToString("0.00e0", CultureInfo.InvariantCulture);
        int decimals = magnitude < 1 ? 3 : Math.Max(0, 2 - (int)Math.Floor(Math.Log10(magnitude)));
        return number.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Two decimals.</summary>
    public static string Hundredths(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Seconds, minutes or hours.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 100 => FormattableString.Invariant($"{seconds:F1} s"),
        < 6000 => FormattableString.Invariant($"{seconds / 60:F1} min"),
        _ => FormattableString.Invariant($"{seconds / 3600:F1} h"),
    };

    /// <summary>“a”, “a and b”, “a, b and c”.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";
}
