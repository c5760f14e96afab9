using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Docs;

public partial class PageTests
{
    const string Index = "docs/README.md";

    public static TheoryData<string> All => [.. Pages.Paths];

    [Theory, MemberData(nameof(All))]
    public void Every_link_of_a_page_leads_to_a_file_and_a_section_that_exist(string page) =>
        Problems.AssertNone(Pages.Open(page).Links.Select(link => (link.Line, Problem: Pages.LinkProblem(page, link.Target)))
            .Where(link => link.Problem is not null).Select(link => $"{page}:{link.Line} {link.Problem}"));

    [Theory, MemberData(nameof(All))]
    public void Every_file_that_a_page_names_exists(string page)
    {
        var mentions = new FileMentions(RepositoryFiles.Checkout, Pages.Open);
        string[] paragraphs = Pages.Open(page).Text.ReplaceLineEndings("\n").Split("\n\n");
        Problems.AssertNone(paragraphs.SelectMany(paragraph => mentions.Problems(paragraph, RelativePath.FolderOf(page))).Select(problem => $"{page}: {problem}"));
    }

    [Fact]
    public void Every_page_of_the_documentation_is_reachable_from_its_index()
    {
        var reached = new HashSet<string> { Index };
        var left = new Queue<string>(reached);
        while (left.TryDequeue(out string? page))
            foreach (string next in Pages.LinkedFrom(page).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && reached.Add(path))) left.Enqueue(next);
        Problems.AssertNone(Pages.Paths.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(reached));
    }

    [Theory, MemberData(nameof(All))]
    public void A_plus_minus_is_half_a_95_percent_interval_and_no_other_error(string page) =>
        Problems.AssertNone(OtherError().Matches(Pages.Open(page).Text).Select(match => $"{page}: '{match.Value}'"));

    [Fact]
    public void The_README_leads_to_the_index() => Assert.Contains(Index, Pages.LinkedFrom("README.md"));

    [Fact]
    public void Pages_of_packages_link_to_nothing_beside_them() => Problems.AssertNone(
        // Registries show them without the repository around.
        from page in Pages.Paths
        where page.EndsWith("/PACKAGE.md", StringComparison.Ordinal)
        from link in Pages.Open(page).Links
        where !link.Target.StartsWith("https://", StringComparison.Ordinal)
        select $"{page}:{link.Line} {link.Target}");

    [GeneratedRegex(@"±\s+(the\s+)?standard\s+(error|deviation)|±\s+is\s+(the|one)\s+standard", RegexOptions.IgnoreCase)]
    private static partial Regex OtherError();
}
