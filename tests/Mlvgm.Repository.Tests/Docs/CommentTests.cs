namespace Mlvgm.Repository.Tests.Docs;

public class CommentTests
{
    [Fact]
    public void Every_file_and_section_that_a_comment_names_exists()
    {
        var mentions = new FileMentions(RepositoryFiles.Checkout, Pages.Open);
        Problems.AssertNone(
            from path in RepositoryFiles.Checkout.All
            where Comments.AreIn(path)
            from comment in Comments.Of(path, File.ReadAllText(Repository.PathOf(path)))
            from problem in mentions.Problems(comment.Text, RelativePath.FolderOf(path))
            select $"{path}:{comment.Line} {problem}");
    }

    [Fact]
    public void Comments_of_C_sharp_are_found_and_strings_are_not()
    {
        const string Source = """
            // first.md
            // second.md
            class A
            {
                /// <summary>third.md</summary>
                const string B = "// fourth.md";

                /* fifth.md */
            }
            """;
        Assert.Equal(
            [new(1, "// first.md\n// second.md"), new(5, "/// <summary>third.md</summary>\n"), new(8, "/* fifth.md */")], Comments.Of("A.cs", Source));
    }

    [Fact]
    public void Comments_of_project_files_are_found() =>
        Assert.Equal([new(2, " first.md ")], Comments.Of("A.csproj", "<Project>\n  <!-- first.md -->\n  <B>second.md</B>\n</Project>"));

    [Fact]
    public void Comments_of_scripts_are_found() =>
        Assert.Equal([new(2, "// first.md")], Comments.Of("build.cake", "#load \"second.cake\"\n// first.md\nTask(\"A\").Does(() => { });\n"));
}
