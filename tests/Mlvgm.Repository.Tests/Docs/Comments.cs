using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mlvgm.Repository.Tests.Docs;

/// <summary>Finds the comments of C# files, Cake scripts and project files.</summary>
static class Comments
{
    static readonly string[] CSharp = [".cs", ".cake"];
    static readonly string[] Xml = [".csproj", ".props", ".targets"];

    /// <summary>Whether comments of a file are looked for.</summary>
    public static bool AreIn(string path) => CSharp.Concat(Xml).Contains(Path.GetExtension(path));

    /// <summary>The comments of a file's text.</summary>
    public static IEnumerable<Comment> Of(string path, string text) => Xml.Contains(Path.GetExtension(path)) ? InXml(text) : InCSharp(path, text);

    static IEnumerable<Comment> InCSharp(string path, string text)
    {
        var kind = Path.GetExtension(path) == ".cake" ? SourceCodeKind.Script : SourceCodeKind.Regular;
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest, kind: kind)).GetRoot();
        Comment? block = null;
        int next = 0;
        foreach (var trivia in root.DescendantTrivia().Where(IsComment))
        {
            var span = trivia.GetLocation().GetLineSpan();
            int first = span.StartLinePosition.Line + 1;
            if (block is { } open && first == next) block = open with { Text = $"{open.Text}\n{trivia}" };
            else
            {
                if (block is { } done) yield return done;
                block = new Comment(first, trivia.ToFullString());
            }
            next = span.StartLinePosition.Line + trivia.ToFullString().TrimEnd().Split('\n').Length + 1;
        }
        if (block is { } last) yield return last;
    }

    static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    static IEnumerable<Comment> InXml(string text) => XDocument.Parse(text, LoadOptions.SetLineInfo).DescendantNodes().OfType<XComment>()
        .Select(comment => new Comment(((IXmlLineInfo)comment).LineNumber, comment.Value));
}
