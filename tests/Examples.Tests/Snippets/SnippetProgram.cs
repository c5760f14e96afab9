using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Examples.Tests.Snippets;

/// <summary>The blocks of a page as one program: usings, then statements, then types, each in the page's order.</summary>
/// <param name="blocks">Of one page; at least one.</param>
sealed class SnippetProgram(IReadOnlyList<CodeBlock> blocks)
{
    /// <summary>The page; of a block that stands alone the line too.</summary>
    public string Name => blocks[0].Alone ? string.Create(CultureInfo.InvariantCulture, $"{blocks[0].Page}:{blocks[0].Line}") : blocks[0].Page;

    /// <summary>Whether it is run.</summary>
    public bool Runs => HasStatements && !blocks.Any(block => block.OnlyCompiled);

    /// <summary>Whether it does something, beside declaring types.</summary>
    public bool HasStatements => Roots().Any(part => part.Root.Members.OfType<GlobalStatementSyntax>().Any());

    /// <summary>Every program: one of the blocks of each page, and one of each block that stands alone.</summary>
    public static IReadOnlyList<SnippetProgram> Of(IEnumerable<CodeBlock> blocks) =>
        [.. blocks.GroupBy(block => block.Alone ? $"{block.Page}:{block.Line}" : block.Page).Select(group => new SnippetProgram([.. group]))];

    /// <summary>The source, whose lines are those of the page to the compiler.</summary>
    public string Source()
    {
        var source = new StringBuilder();
        Append(root => root.Usings);
        Append(root => root.Members.OfType<GlobalStatementSyntax>());
        Append(root => root.Members.Where(member => member is not GlobalStatementSyntax));
        return source.ToString();

        void Append(Func<CompilationUnitSyntax, IEnumerable<SyntaxNode>> choose)
        {
            foreach (var (block, root) in Roots())
            {
                foreach (var node in choose(root))
                {
                    int line = block.Line + root.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
                    source.Append(CultureInfo.InvariantCulture, $"\n#line {line} \"{block.Page}\"\n{node.ToFullString()}");
                }
            }
        }
    }

    IEnumerable<(CodeBlock Block, CompilationUnitSyntax Root)> Roots() =>
        blocks.Select(block => (block, CSharpSyntaxTree.ParseText(block.Code).GetCompilationUnitRoot()));
}
