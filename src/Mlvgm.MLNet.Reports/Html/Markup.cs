using System.Globalization;
using System.Net;

namespace Mlvgm.MLNet.Reports.Html;

/// <summary>
/// HTML. What is put into a template is encoded, so that a name shows as it is whatever it contains; only markup goes in as markup.
/// </summary>
/// <param name="Html">The text of the page.</param>
/// <example>See <c>examples/ApiTour/ReportPage.cs</c>.</example>
public readonly record struct Markup(string Html)
{
    /// <summary>Nothing.</summary>
    public static Markup Empty { get; } = new("");

    /// <summary>Fills a template; numbers are written as everywhere, with a point.</summary>
    public static Markup Of(FormattableString template) => new(template.ToString(Encoder.Instance));

    /// <summary>One part after another.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Join('\n', parts.Select(part => part.Html)));

    /// <summary>A figure with a caption under it.</summary>
    public static Markup Figure(Markup content, string caption) => Of($"<figure>{content}<figcaption>{caption}</figcaption></figure>");

    sealed class Encoder : IFormatProvider, ICustomFormatter
    {
        public static Encoder Instance { get; } = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? argument, IFormatProvider? formatProvider) => argument switch
        {
            Markup markup => markup.Html,
            IFormattable formattable => WebUtility.HtmlEncode(formattable.ToString(format, CultureInfo.InvariantCulture)),
            _ => WebUtility.HtmlEncode(argument?.ToString() ?? ""),
        };
    }
}
