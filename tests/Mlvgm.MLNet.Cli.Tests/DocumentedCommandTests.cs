using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Mlvgm.MLNet.Cli.Tests;

/// <summary>Whoever types what a page says is understood: every command in the documentation parses.</summary>
public partial class DocumentedCommandTests
{
    public static TheoryData<string, string> Commands => [.. from page in Pages() from command in CommandsOf(File.ReadAllText(Path.Combine(Root, page))) select (page, command)];

    static string Root => RepositoryRoot.Path;

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_the_documentation_parses(string page, string command)
    {
        string[] arguments = [.. CommandLineParser.SplitCommandLine(command)];
        Assert.True(MlvgmCommandLine.Root().Parse(arguments).Errors is [], $"{page}: mlvgm {command}: {string.Join(" ", MlvgmCommandLine.Root().Parse(arguments).Errors.Select(e => e.Message))}");
    }

    [Fact]
    public void Commands_are_found() => Assert.True(Commands.Count >= 25, $"{Commands.Count} commands");

    static IEnumerable<string> Pages() => new[] { "README.md", "CONTRIBUTING.md" }
        .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)))
        .Order(StringComparer.Ordinal);

    /// <summary>What follows <c>mlvgm</c> in shell blocks. Lines are joined and divided as a shell does; what stands for something (<c>...</c>) is no command.</summary>
    static IEnumerable<string> CommandsOf(string page) =>
        from Match block in ShellBlock().Matches(page)
        from line in block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        from part in line.Split("&&", StringSplitOptions.TrimEntries)
        where part.StartsWith("mlvgm ", StringComparison.Ordinal) && !part.Contains("...", StringComparison.Ordinal)
        select Comment().Replace(part["mlvgm ".Length..], "");

    [GeneratedRegex(@"^```(?:bash|sh|console)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();
}
