namespace Mlvgm.Repository.Tests.Architecture;

/// <summary>The arrows between projects: which may reference which.</summary>
public class LayerTests
{
    static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Mlvgm.MLNet.Core"] = [],
        ["Mlvgm.MLNet.Onnx"] = ["Mlvgm.MLNet.Core"],
        ["Mlvgm.MLNet.Reports"] = ["Mlvgm.MLNet.Core"],
        ["Mlvgm.MLNet.Evaluation"] = ["Mlvgm.MLNet.Onnx", "Mlvgm.MLNet.Reports"],
        ["Mlvgm.MLNet.OnnxExport"] = [],
        ["Mlvgm.MLNet.WeightFiles"] = [],
        ["Mlvgm.MLNet.OnnxImport"] = ["Mlvgm.MLNet.OnnxExport"],
        ["Mlvgm.MLNet.Torch"] = ["Mlvgm.MLNet.Core", "Mlvgm.MLNet.OnnxExport", "Mlvgm.MLNet.OnnxImport", "Mlvgm.MLNet.WeightFiles"],
        ["Mlvgm.MLNet.Models"] = [],
        ["Mlvgm.MLNet"] = ["Mlvgm.MLNet.Onnx", "Mlvgm.MLNet.Torch", "Mlvgm.MLNet.Reports", "Mlvgm.MLNet.Models"],
        ["Mlvgm.MLNet.Experiments"] = ["Mlvgm.MLNet", "Mlvgm.MLNet.Evaluation", "Mlvgm.MLNet.Reports"],
        ["Mlvgm.MLNet.Cli"] = ["Mlvgm.MLNet.Experiments"],
    };

    public static TheoryData<string> Sources => [.. Arrows.Keys];

    [Fact]
    public void The_source_projects_are_those_of_the_design() => Assert.Equal(
        Arrows.Keys.Order(StringComparer.Ordinal),
        Repository.Projects.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => new ProjectFile(path).Name)
            .Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Sources))]
    public void A_layer_references_the_layers_below_it_and_no_others(string name) =>
        Assert.Equal(Arrows[name].Order(StringComparer.Ordinal), ProjectFile.Source(name).Projects.Order(StringComparer.Ordinal));

    [Fact]
    public void Only_experiments_and_programs_reference_the_main_package()
    {
        var users = Repository.Projects.Select(path => new ProjectFile(path)).Where(project => project.Projects.Contains("Mlvgm.MLNet"));
        Assert.All(users, project => Assert.True(
            project.Name == "Mlvgm.MLNet.Experiments" || project.RelativePath.StartsWith("tests/", StringComparison.Ordinal)
                || project.RelativePath.StartsWith("examples/", StringComparison.Ordinal),
            $"{project.RelativePath} references Mlvgm.MLNet; only the experiments, tests and examples may."));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Experiments_and_the_command_use_what_everybody_may(string name) =>
        Assert.DoesNotContain(ProjectFile.Source(name).Friends, friend => friend is "mlvgm" || friend.StartsWith("Mlvgm.MLNet.Experiments", StringComparison.Ordinal));

    [Theory]
    [InlineData("Mlvgm.MLNet.Core")]
    [InlineData("Mlvgm.MLNet.Onnx")]
    [InlineData("Mlvgm.MLNet.Reports")]
    [InlineData("Mlvgm.MLNet.Evaluation")]
    public void Inference_never_reaches_TorchSharp(string name) => Assert.DoesNotContain("TorchSharp", ProjectFile.Source(name).ReachablePackages());

    [Theory]
    [InlineData("Mlvgm.MLNet.OnnxExport")]
    [InlineData("Mlvgm.MLNet.OnnxImport")]
    public void Exporter_and_importer_are_of_use_without_ML_NET(string name) =>
        Assert.DoesNotContain("Microsoft.ML", ProjectFile.Source(name).ReachablePackages());

    [Fact]
    public void The_readers_of_strangers_files_need_nothing_but_the_framework() =>
        Assert.Empty(ProjectFile.Source("Mlvgm.MLNet.WeightFiles").ReachablePackages());

    [Theory, MemberData(nameof(Sources))]
    public void Every_layer_has_its_tests(string name) =>
        Assert.Equal(ProjectFile.Source(name).HasAssembly, Repository.Projects.Contains($"tests/{name}.Tests/{name}.Tests.csproj"));
}
