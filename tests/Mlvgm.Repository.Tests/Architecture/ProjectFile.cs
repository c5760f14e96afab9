using System.Xml.Linq;

namespace Mlvgm.Repository.Tests.Architecture;

/// <summary>What a project file says it references.</summary>
sealed class ProjectFile
{
    readonly XElement _xml;

    public ProjectFile(string relativePath)
    {
        RelativePath = relativePath;
        _xml = XElement.Load(Repository.PathOf(relativePath));
    }

    public string RelativePath { get; }

    public string Name => Path.GetFileNameWithoutExtension(RelativePath);

    public IReadOnlyList<string> Packages => Includes("PackageReference");

    /// <summary>Names of the projects it references itself.</summary>
    public IReadOnlyList<string> Projects =>
        [.. Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))];

    /// <summary>Files that it names to be compiled, beside those of its folder.</summary>
    public IReadOnlyList<string> CompiledFiles => Includes("Compile");

    /// <summary>Assemblies that see what is internal in it.</summary>
    public IReadOnlyList<string> Friends => Includes("InternalsVisibleTo");

    /// <summary>Whether it is compiled; otherwise its package holds files alone.</summary>
    public bool HasAssembly => Value("IncludeBuildOutput") != "false";

    public bool States(string property) => _xml.Descendants(property).Any(element => element.Value == "true");

    /// <summary>The text of a property; null where the file does not state it.</summary>
    public string? Value(string property) => _xml.Descendants(property).FirstOrDefault()?.Value;

    public static ProjectFile Source(string name) => new($"src/{name}/{name}.csproj");

    /// <summary>Packages of this project and of every project that it reaches.</summary>
    public IReadOnlySet<string> ReachablePackages() =>
        Projects.SelectMany(name => Source(name).ReachablePackages()).Concat(Packages).ToHashSet();

    IReadOnlyList<string> Includes(string item) => [.. _xml.Descendants(item).Attributes("Include").Select(include => include.Value)];
}
