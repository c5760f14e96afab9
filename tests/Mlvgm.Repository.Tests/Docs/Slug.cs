using System.Text;
using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Docs;

/// <summary>The anchors that GitHub gives to headings.</summary>
static partial class Slug
{
    /// <summary>The anchors of a page's headings, in order; of equal ones the second gets -1, the third -2.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> headings)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string heading in headings)
        {
            string slug = Of(heading);
            int before = seen.GetValueOrDefault(slug);
            seen[slug] = before + 1;
            yield return before == 0 ? slug : $"{slug}-{before}";
        }
    }

    /// <summary>Lower case, without punctuation, a hyphen for each space; of links and tags the text counts.</summary>
    public static string Of(string heading)
    {
        string text = Link().Replace(Tag().Replace(heading, ""), "$1").Trim();
        var slug = new StringBuilder();
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_') slug.Append(c);
            else if (c == ' ') slug.Append('-');
        }
        return slug.ToString();
    }

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
