using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Examples.Tests.Snippets;

/// <summary>
/// Compiles programs as a project with these packages would: implicit usings, nullable references, warnings as errors, and the initialiser that
/// comes with Mlvgm.MLNet.Torch.
/// </summary>
static class SnippetCompiler
{
    const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Blocks of a page may each name what they use.
    const string RepeatedUsing = "CS0105";

    static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Compiles a program into a file, or says what is wrong, by page and line.</summary>
    public static IReadOnlyList<string> Compile(SnippetProgram program, string path)
    {
        string initializer = RepositoryRoot.PathOf("src", "Mlvgm.MLNet.Torch", "buildTransitive", "TorchNativeInitializer.cs");
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            new[] { program.Source(), ImplicitUsings, File.ReadAllText(initializer) }.Select(text => CSharpSyntaxTree.ParseText(text, Language)),
            References.Value,
            new CSharpCompilationOptions(program.HasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions([KeyValuePair.Create(RepeatedUsing, ReportDiagnostic.Suppress)]));
        var result = compilation.Emit(path);
        return [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(Text)];
    }

    static string Text(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return $"{span.Path}:{span.StartLinePosition.Line + 1} {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
