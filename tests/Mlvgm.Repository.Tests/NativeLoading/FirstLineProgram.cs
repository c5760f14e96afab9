namespace Mlvgm.Repository.Tests.NativeLoading;

/// <summary>A program whose first line uses TorchSharp, built as this repository builds its own programs.</summary>
static class FirstLineProgram
{
    public const string Expected = "the sum is 3";

    public static void Write(TemporaryFolder folder)
    {
        folder.Write("Program.cs", "System.Console.WriteLine($\"the sum is {TorchSharp.torch.ones(3).sum().item<float>()}\");\n");
        folder.Write("FirstLine.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <UsesTorch>true</UsesTorch>
                <CreateHardLinksForPublishFilesIfPossible>true</CreateHardLinksForPublishFilesIfPossible>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Repository.PathOf("src", "Mlvgm.MLNet.Torch", "Mlvgm.MLNet.Torch.csproj")}" />
              </ItemGroup>
            </Project>
            """);
        Import(folder, "Directory.Build.props", "Directory.Build.props", "eng/Executable.props");
        Import(folder, "Directory.Build.targets", "Directory.Build.targets");
        Import(folder, "Directory.Packages.props", "Directory.Packages.props");
    }

    static void Import(TemporaryFolder folder, string name, params string[] files) => folder.Write(
        name, $"<Project>{string.Concat(files.Select(file => $"<Import Project=\"{Repository.PathOf(file)}\" />"))}</Project>");
}
