namespace Examples.Tests.Snippets;

/// <summary>The C# on pages compiles, and does what it can without waiting long: see <see cref="Cuts"/>.</summary>
public sealed class SnippetTests
{
    /// <summary>Blocks whose marker says that they are compiled and not run. Whoever adds one counts it here.</summary>
    const int OnlyCompiled = 0;

    static readonly IReadOnlyList<SnippetProgram> Programs = SnippetProgram.Of(CodeBlocks.All);

    public static TheoryData<string> Names => [.. Programs.Select(program => program.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_code_of_a_page_compiles_and_runs(string name)
    {
        var program = Programs.Single(program => program.Name == name);
        // Beside these tests, so that it finds its libraries and models where a published program has them.
        string path = Path.Combine(AppContext.BaseDirectory, $"Snippet.{Guid.NewGuid():N}.dll");
        try
        {
            var problems = SnippetCompiler.Compile(program, path);
            Assert.True(problems.Count == 0, string.Join('\n', problems));
            if (!program.Runs) return;
            // Its own: what one page writes under a name, another may read.
            using var folder = new SnippetFolder();
            var (exitCode, output) = await SnippetProcess.Run(path, folder.Path);
            Assert.True(exitCode == 0, $"{name} ended with {exitCode}:\n{output}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void As_many_blocks_are_not_run_as_are_counted() => Assert.Equal(OnlyCompiled, CodeBlocks.All.Count(block => block.OnlyCompiled));

    [Fact]
    public void Every_marker_is_known() => Assert.Empty(CodeBlocks.All.Where(block => block.Misspelt).Select(block => $"{block.Page}:{block.Line} {block.Marker}"));

    [Fact]
    public void Every_cut_is_of_a_size_on_a_page() =>
        Assert.All(Cuts.All, cut => Assert.True(CodeBlocks.All.Any(block => block.Code.Contains(cut.Test, StringComparison.Ordinal)), cut.Page));

    [Fact]
    public void A_mistake_is_told_by_page_and_line()
    {
        var blocks = CodeBlocks.In("page.md", "# Title\n\n```csharp\nusing System.Text;\n\nint a = \"text\";\n```\n\nmore\n\n```csharp\nConsole.WriteLine(a + b);\n```\n");
        using var folder = new TemporaryFolder();
        string path = folder.File("mistake.dll");
        Assert.Collection(
            SnippetCompiler.Compile(new SnippetProgram([.. blocks]), path),
            problem => Assert.StartsWith("page.md:6 CS0029", problem), problem => Assert.StartsWith("page.md:12 CS0103", problem));
    }

    [Fact]
    public void Blocks_of_a_page_are_one_program_unless_marked()
    {
        const string Page = """
            ```csharp
            int a = 1;
            ```
            <!-- snippet: alone -->

            ```csharp
            class B;
            ```
            - <!-- not a marker -->
              ```csharp
              a++;
              ```
            <!-- snippet: compiled: needs a GPU -->
            ```csharp
            int c = 1;
            ```
            """;
        var programs = SnippetProgram.Of(CodeBlocks.In("page.md", Page));
        Assert.Equal(["page.md", "page.md:7", "page.md:15"], programs.Select(program => program.Name));
        Assert.Equal([true, false, false], programs.Select(program => program.Runs));
        Assert.Contains("\na++;", programs[0].Source());
    }
}
