using Mlvgm.MLNet.Reports.Markdown;

namespace Mlvgm.MLNet.Reports.Tests.Markdown;

public class MarkdownTextTests
{
    [Theory]
    [InlineData("<b>", "&lt;b>")]
    [InlineData("[x](javascript:alert(1))", @"\[x](javascript:alert(1))")]
    [InlineData("![x](y)", @"!\[x](y)")]
    [InlineData("a|b", @"a\|b")]
    [InlineData(@"a\|b", @"a\\\|b")]
    [InlineData(@"a\", @"a\\")]
    [InlineData(@"C:\models\x", @"C:\models\x")]
    [InlineData("**x** `y` ~z~", @"\*\*x\*\* \`y\` \~z\~")]
    [InlineData("_x_ and ml_random", @"\_x\_ and ml_random")]
    [InlineData("R&D, &lt; &#60;", "R&D, &amp;lt; &amp;#60;")]
    [InlineData("two\r\nlines", "two lines")]
    [InlineData("red \u001b[31m", "red \uFFFD\\[31m")]
    public void Text_shows_as_it_is(string text, string expected)
    {
        Assert.Equal(expected, MarkdownText.Text(text).Source);
        Assert.Equal($"**{expected}**", MarkdownText.Of($"**{text}**").Source);
    }

    [Theory]
    [InlineData("x", "`x`")]
    [InlineData("<b> & [x](y)", "`<b> & [x](y)`")]
    [InlineData(@"a\|<b>", "<code>a&#92;&#124;&#60;b&#62;</code>")]
    [InlineData("`", "`` ` ``")]
    [InlineData("a``b", "```a``b```")]
    public void Code_does_not_end_before_its_end(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text).Source);

    [Fact]
    public void Markdown_goes_in_as_markdown_and_numbers_have_a_point() =>
        Assert.Equal("`a` 0.5 1.50", MarkdownText.Of($"{MarkdownText.Code("a")} {0.5} {1.5:F2}").ToString());
}
