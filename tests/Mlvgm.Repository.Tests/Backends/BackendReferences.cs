namespace Mlvgm.Repository.Tests.Backends;

/// <summary>The packages that MSBuild sees in every project with one backend, evaluated in a single call.</summary>
static class BackendReferences
{
    // CollectPackageReferences is the target that restore asks; it restores nothing itself.
    const string Traversal =
        """
        <Project>
          <Target Name="Collect">
            <MSBuild Projects="@PROJECTS@" Targets="CollectPackageReferences" Properties="MlvgmBackend=@BACKEND@" BuildInParallel="false">
              <Output TaskParameter="TargetOutputs" ItemName="Found" />
            </MSBuild>
            <WriteLinesToFile File="$(MSBuildThisFileDirectory)found.txt" Lines="@(Found->'%(MSBuildSourceProjectFile)|%(Identity)')" />
          </Target>
        </Project>
        """;

    /// <summary>Package names by project, relative to the root.</summary>
    public static async Task<ILookup<string, string>> With(string backend)
    {
        using var folder = new TemporaryFolder();
        (await Collect(folder, backend)).Succeeded();
        return File.ReadLines(folder.File("found.txt"))
            .Select(line => line.Split('|'))
            .ToLookup(parts => Path.GetRelativePath(Repository.Root, parts[0]).Replace('\\', '/'), parts => parts[1]);
    }

    public static Task<Command> Collect(TemporaryFolder folder, string backend)
    {
        string projects = string.Join(';', Repository.Projects.Select(project => Repository.PathOf(project)));
        folder.Write("collect.proj", Traversal.Replace("@PROJECTS@", projects).Replace("@BACKEND@", backend));
        return Command.DotNet(folder.Path, "msbuild", "collect.proj", "-t:Collect", "-v:minimal");
    }
}
