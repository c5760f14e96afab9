using System.Globalization;
using System.Text;

namespace Mlvgm.MLNet.WeightFiles.Text;

/// <summary>Text from a file, made fit to be shown.</summary>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public static class Printable
{
    const int MaximumLength = 200;

    /// <summary>At most 200 characters, those that a terminal would act on replaced.</summary>
    public static string Of(string text)
    {
        bool cut = text.Length > MaximumLength;
        var shown = new StringBuilder(Math.Min(text.Length, MaximumLength) + 1);
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaximumLength))) shown.Append(IsPlain(c) ? c : '\uFFFD');
        return cut ? shown.Append('…').ToString() : shown.ToString();
    }

    static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
