using Mlvgm.Repository.Tests.Architecture;

namespace Mlvgm.Repository.Tests.Backends;

public class BackendTests
{
    static readonly string[] CpuOnly = ["libtorch-cpu-linux-x64", "libtorch-cpu-win-x64", "libtorch-cpu-osx-arm64", "Microsoft.ML.OnnxRuntime"];
    static readonly string[] CudaOnly = ["TorchSharp-cuda-linux", "Microsoft.ML.OnnxRuntime.Gpu"];

    [Fact]
    public async Task The_switch_swaps_the_native_packages_of_programs_and_nothing_else()
    {
        var cpu = await BackendReferences.With("cpu");
        var cuda = await BackendReferences.With("cuda");
        Assert.All(Repository.Projects, path =>
        {
            var project = new ProjectFile(path);
            string[] both = [.. cpu[path].Intersect(cuda[path])];
            string[] native = [.. cpu[path].Except(both)], gpu = [.. cuda[path].Except(both)];
            Assert.Equal(ExpectedCpu(project).Order(), native.Where(name => name != "TorchSharp").Order());
            Assert.Equal(ExpectedCuda(project).Order(), gpu.Order());
            Assert.Empty(both.Intersect([.. CpuOnly, .. CudaOnly]));
        });
    }

    [Fact]
    public void Some_program_uses_each_native_library()
    {
        var programs = Repository.Projects.Select(path => new ProjectFile(path)).ToArray();
        Assert.Contains(programs, project => project.States("UsesTorch"));
        Assert.Contains(programs, project => project.States("UsesOnnxRuntime") && !project.States("UsesTorch"));
    }

    [Fact]
    public async Task An_unknown_backend_is_an_error_that_names_the_known_ones()
    {
        using var folder = new TemporaryFolder();
        var result = await BackendReferences.Collect(folder, "metal");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("MlvgmBackend is 'metal': use -p:MlvgmBackend=cpu (the default) or -p:MlvgmBackend=cuda.", result.Output);
    }

    static IEnumerable<string> ExpectedCpu(ProjectFile project)
    {
        if (project.States("UsesTorch")) yield return OperatingSystem.IsWindows() ? CpuOnly[1] : OperatingSystem.IsMacOS() ? CpuOnly[2] : CpuOnly[0];
        if (project.States("UsesOnnxRuntime")) yield return "Microsoft.ML.OnnxRuntime";
    }

    static IEnumerable<string> ExpectedCuda(ProjectFile project)
    {
        if (project.States("UsesTorch")) yield return "TorchSharp-cuda-linux";
        if (project.States("UsesOnnxRuntime")) yield return "Microsoft.ML.OnnxRuntime.Gpu";
    }
}
