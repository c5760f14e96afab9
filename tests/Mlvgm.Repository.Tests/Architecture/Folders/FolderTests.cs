namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Folders are namespaces, and the folders of a project can be put in an order in which each uses only those before it.</summary>
public class FolderTests
{
    /// <summary>Projects whose folders depend on each other in circles. None is added; one without circles is taken off.</summary>
    static readonly string[] WithCycles =
    [
        "Mlvgm.MLNet",
        "Mlvgm.MLNet.Cli",
    ];

    /// <summary>Projects with files whose namespace is not their folder. None is added; one without such files is taken off.</summary>
    static readonly string[] WithMisplacedFiles = ["Mlvgm.MLNet.Onnx"];

    public static TheoryData<string> Sources => [.. SourceProject.Names];

    [Theory, MemberData(nameof(Sources))]
    public void The_folders_of_a_project_do_not_depend_on_each_other_in_circles(string name) =>
        Check(FolderCycles.Of(CompiledAssembly.FolderEdges(new SourceProject(name).Assembly)), WithCycles, name);

    [Theory, MemberData(nameof(Sources))]
    public void The_namespace_of_a_file_is_its_folder(string name) => Check([.. new SourceProject(name).Misplaced()], WithMisplacedFiles, name);

    static void Check(IReadOnlyList<string> found, string[] open, string name)
    {
        if (!open.Contains(name)) Assert.True(found.Count == 0, string.Join('\n', found));
        else Assert.True(found.Count > 0, $"{name} is in order now: take it off the list of those that are not, in {nameof(FolderTests)}.");
    }
}
