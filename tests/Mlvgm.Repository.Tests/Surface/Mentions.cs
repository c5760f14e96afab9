using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mlvgm.Repository.Tests.Surface;

/// <summary>What a C# file uses by name.</summary>
static class Mentions
{
    static readonly ConcurrentDictionary<string, IReadOnlySet<string>> Known = new();

    /// <summary>The names of a file of the repository.</summary>
    public static IReadOnlySet<string> In(string path) => Known.GetOrAdd(path, one => Of(File.ReadAllText(Repository.PathOf(one))));

    /// <summary>The names that code uses: not those it declares, nor what comments, strings and using directives say.</summary>
    public static IReadOnlySet<string> Of(string code) => CSharpSyntaxTree.ParseText(code).GetRoot()
        .DescendantNodes(node => node is not UsingDirectiveSyntax and not BaseNamespaceDeclarationSyntax { Name: null })
        .OfType<SimpleNameSyntax>().Where(name => !name.Ancestors().OfType<UsingDirectiveSyntax>().Any())
        .Select(name => name.Identifier.ValueText).ToHashSet();
}
