using Mlvgm.Repository.Tests.Docs;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>
/// Every public type, enumerations and exceptions too, is used by a program below examples/, and its documentation says by which:
/// <c>&lt;example&gt;See &lt;c&gt;examples/ApiTour/Probing.cs&lt;/c&gt;.&lt;/example&gt;</c>. Types within others are seen with those that they stand in.
/// </summary>
public class ExampleTests
{
    static readonly IReadOnlyList<string> Programs =
        [.. Repository.Projects.Where(path => path.StartsWith("examples/", StringComparison.Ordinal)).Select(path => path[..(path.LastIndexOf('/') + 1)])];

    [Fact]
    public void Every_public_type_names_a_compiled_example_that_uses_it() => Problems.AssertNone(
        from type in PublicTypes.All
        from problem in Of(type)
        orderby type.FullName
        select $"{type.Project}: {type.FullName} {problem}");

    [Fact]
    public void The_libraries_have_public_types() => Assert.True(PublicTypes.All.Count > 100, $"{PublicTypes.All.Count}");

    [Fact]
    public void What_code_uses_is_found_and_what_it_only_says_is_not()
    {
        var text = ProgramText.Parse("""
            using E.F;
            // G
            class H { A h = new B<C>("I").Make(D.J); }
            """);
        Assert.Equal(["E.F"], text.Namespaces);
        Assert.Equal(["A", "B", "C", "D", "J", "Make"], text.Names.Order(StringComparer.Ordinal));
        Assert.True(text.Uses(new PublicType("", "E.F", "A", ["A"], null)));
        Assert.False(text.Uses(new PublicType("", "E", "A", ["A"], null)));
        Assert.False(text.Uses(new PublicType("", "E.F", "H", ["H"], null)));
    }

    static IEnumerable<string> Of(PublicType type)
    {
        if (!type.Examples.Any()) yield return "names no example: write <example>See <c>examples/...</c>.</example> into its documentation.";
        foreach (string path in type.Examples)
        {
            if (!RepositoryFiles.Checkout.Has(path)) yield return $"names {path}, which is not there.";
            else if (!path.EndsWith(".cs", StringComparison.Ordinal) || !Programs.Any(program => path.StartsWith(program, StringComparison.Ordinal)))
                yield return $"names {path}, which no example compiles.";
            else if (!ProgramText.Open(path).Uses(type)) yield return $"names {path}, which does not use {type.Namespace}: {string.Join(" or ", type.Names)}.";
        }
    }
}
