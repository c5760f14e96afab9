using System.Text.RegularExpressions;

namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>A project of src: its files, and the assembly that they were compiled to.</summary>
sealed partial class SourceProject
{
    static readonly Dictionary<string, string> Assemblies = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "source-assemblies.txt"))
        .Select(line => line.Split('|'))
        .ToDictionary(parts => Path.GetFileNameWithoutExtension(parts[0]), parts => parts[1]);

    readonly string _folder;

    public SourceProject(string name)
    {
        _folder = Repository.PathOf("src", name);
        RootNamespace = ProjectFile.Source(name).Value("RootNamespace") ?? name;
        Assembly = Assemblies[name];
    }

    public string RootNamespace { get; }

    public string Assembly { get; }

    /// <summary>The names of all projects of src that are compiled.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Repository.Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => new ProjectFile(path)).Where(project => project.HasAssembly)
            .Select(project => project.Name),
    ];

    /// <summary>Source files whose namespace is not that of their folder, with the namespaces that they state.</summary>
    public IEnumerable<string> Misplaced() =>
        from path in Directory.EnumerateFiles(_folder, "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(_folder, path).Replace('\\', '/')
        where IsCompiledHere(relative)
        let stated = string.Join(", ", Namespace().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
        where stated != NamespaceOf(relative) && !IsException(relative, stated)
        orderby relative
        select $"{relative} states the namespace '{stated}', its folder is {NamespaceOf(relative)}";

    string NamespaceOf(string relative) => string.Join('.', [RootNamespace, .. relative.Split('/')[..^1]]);

    /// <summary>Outputs are not sources, and what stands in buildTransitive is compiled by the users of the package.</summary>
    static bool IsCompiledHere(string relative) => relative.Split('/')[0] is not ("bin" or "obj" or "buildTransitive");

    /// <summary>ML.NET's users find extensions of its catalogs in its own namespace; a program's statements have none.</summary>
    static bool IsException(string relative, string stated) =>
        (stated == "Microsoft.ML" && relative.EndsWith("Catalog.cs", StringComparison.Ordinal)) || (stated == "" && relative == "Program.cs");

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
