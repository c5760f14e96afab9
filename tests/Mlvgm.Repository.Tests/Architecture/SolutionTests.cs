namespace Mlvgm.Repository.Tests.Architecture;

public class SolutionTests
{
    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = File.ReadAllText(Repository.PathOf("Mlvgm.MLNet.sln")).Replace('\\', '/');
        Assert.All(Repository.Projects, project => Assert.Contains($"\"{project}\"", solution));
    }

    [Fact]
    public void Every_package_has_a_readme() => Assert.All(
        Repository.Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)),
        project => Assert.True(File.Exists(Repository.PathOf(Path.GetDirectoryName(project)!, "PACKAGE.md")), $"{project} has no PACKAGE.md."));
}
