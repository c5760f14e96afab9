namespace Mlvgm.Repository.Tests.Architecture.Folders;

/// <summary>Folders are namespaces, and the folders of a project can be put in an order in which each uses only those before it.</summary>
public class FolderTests
{
    public static TheoryData<string> Sources => [.. SourceProject.Names];

    [Theory, MemberData(nameof(Sources))]
    public void The_folders_of_a_project_do_not_depend_on_each_other_in_circles(string name) =>
        Check(FolderCycles.Of(CompiledAssembly.FolderEdges(new SourceProject(name).Assembly)));

    [Theory, MemberData(nameof(Sources))]
    public void The_namespace_of_a_file_is_its_folder(string name) => Check([.. new SourceProject(name).Misplaced()]);

    static void Check(IReadOnlyList<string> found) => Assert.True(found.Count == 0, string.Join('\n', found));
}
