using System.Globalization;
using System.Net;

namespace Mlvgm.MLNet.Measurement.Reports.Page;

/// <summary>Pieces of HTML.</summary>
static class Html
{
    /// <summary>Text that shows as it is, whatever it contains.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Three significant digits, without exponent in the range of everyday numbers; a dash for what is not a number.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return "–";
        double magnitude = Math.Abs(value);
        if (magnitude is > 0 and (< 1e-3 or >= 1e6)) return value.ToString("0.00e0", CultureInfo.InvariantCulture);
        int decimals = magnitude < 1 ? 3 : Math.Max(0, 2 - (int)Math.Floor(Math.Log10(magnitude)));
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>A figure with a caption that also describes it to those who cannot see it.</summary>
    public static string Figure(string content, string caption) =>
        $"<figure role=\"group\" aria-label=\"{Text(caption)}\">{content}<figcaption>{Text(caption)}</figcaption></figure>";

    /// <summary>A PNG picture inside the page.</summary>
    public static string Picture(byte[] png, string description) =>
        $"<img alt=\"{Text(description)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">";
}
