namespace Mlvgm.Repository.Tests.NativeLoading;

/// <summary>libtorch loads however a program is started (docs/method/native-libraries.md). Every test of a Torch project covers `dotnet test`.</summary>
public sealed class RunAndPublishTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public RunAndPublishTests() => FirstLineProgram.Write(_folder);

    [Fact]
    public async Task A_program_started_by_dotnet_run_computes_from_its_first_line()
    {
        var run = await Command.DotNet(_folder.Path, "run", "-c", "Release");
        Assert.Contains(FirstLineProgram.Expected, run.Succeeded());
    }

    [Fact]
    public async Task A_published_program_computes_from_its_first_line()
    {
        string published = _folder.File("published");
        (await Command.DotNet(_folder.Path, "publish", "-c", "Release", "-o", published)).Succeeded();
        string program = Path.Combine(published, OperatingSystem.IsWindows() ? "FirstLine.exe" : "FirstLine");
        Assert.Contains(FirstLineProgram.Expected, (await Command.Run(program, Path.GetTempPath())).Succeeded());
    }

    public void Dispose() => _folder.Dispose();
}
