using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>What a C# file uses.</summary>
/// <param name="Namespaces">Those of its using directives.</param>
/// <param name="Names">The names that its code uses: not those that it declares, nor what comments, strings and using directives say.</param>
sealed record ProgramText(IReadOnlySet<string> Namespaces, IReadOnlySet<string> Names)
{
    static readonly ConcurrentDictionary<string, ProgramText> Known = new();

    /// <summary>A file of the repository.</summary>
    public static ProgramText Open(string path) => Known.GetOrAdd(path, one => Parse(File.ReadAllText(Repository.PathOf(one))));

    /// <summary>The text of a file.</summary>
    public static ProgramText Parse(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        var names = root.DescendantNodes(node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText);
        return new ProgramText(root.Usings.Select(directive => $"{directive.Name}").ToHashSet(), names.ToHashSet());
    }

    /// <summary>Whether it uses a type: it opens the type's namespace, and has a name that stands for the type.</summary>
    public bool Uses(PublicType type) => Namespaces.Contains(type.Namespace) && type.Names.Any(Names.Contains);
}
