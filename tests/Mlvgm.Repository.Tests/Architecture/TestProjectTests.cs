namespace Mlvgm.Repository.Tests.Architecture;

/// <summary>What test projects share, and what they see.</summary>
public class TestProjectTests
{
    /// <summary>Those that start Consumer.App compile the class that does so, and one compares with what the program itself does.</summary>
    const string Consumer = "../Consumer.App/";

    static IEnumerable<ProjectFile> Tests => Repository.Projects.Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).Select(path => new ProjectFile(path));

    public static TheoryData<string> WithoutTorchSharp =>
        [.. Tests.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal) && !project.States("UsesTorch")).Select(project => project.RelativePath)];

    [Fact]
    public void What_all_tests_share_knows_the_weight_files_alone() =>
        Assert.Equal(["Mlvgm.MLNet.WeightFiles"], Tests.Single(project => project.Name == "Mlvgm.Testing").Projects);

    [Theory, MemberData(nameof(WithoutTorchSharp))]
    public void A_test_project_that_does_not_state_TorchSharp_does_not_reach_it(string path)
    {
        var project = new ProjectFile(path);
        // This project lists all sources by a pattern, and references the output of none.
        var sources = project.Projects.Where(name => !name.Contains('*'));
        Assert.DoesNotContain("TorchSharp", sources.SelectMany(name => ProjectFile.Source(name).ReachablePackages()).Concat(project.Packages));
    }

    [Fact]
    public void No_project_compiles_the_files_of_another() => Assert.All(Repository.Projects.Select(path => new ProjectFile(path)), project =>
        Assert.DoesNotContain(project.CompiledFiles, file => file.StartsWith("..", StringComparison.Ordinal) && !file.StartsWith(Consumer, StringComparison.Ordinal)));
}
