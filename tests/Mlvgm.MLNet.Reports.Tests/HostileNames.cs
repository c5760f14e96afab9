namespace Mlvgm.MLNet.Reports.Tests;

/// <summary>Names that mean something to pages, tables or links, and are to be names all the same.</summary>
static class HostileNames
{
    public static TheoryData<string> All =>
    [
        "<b>", "</table><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "a#b?c%41", "[x](javascript:alert(1))",
        "![x](http://example.org/x.png)", "a|b", "a\\|b", "a\\", "`code`", "``", "**bold**", "_x_", "&lt;b&gt;", "two\nlines", "a,b", "\"quoted\"", "=1+1",
    ];
}
