// dotnet tool restore && dotnet cake [--target=Build|Test|Pack|Quickstart] [--configuration=Release] [--backend=cpu|cuda]

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");
var backend = Argument("backend", "cpu");
var solution = "./Mlvgm.MLNet.sln";
var packages = "./artifacts/packages";

DotNetMSBuildSettings Backend() => new DotNetMSBuildSettings().WithProperty("MlvgmBackend", backend);

Task("Build")
    .Description("Compiles every project; warnings are errors.")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings { Configuration = configuration, MSBuildSettings = Backend() }));

Task("Test")
    .Description("Runs every test, as the README's command does.")
    .Does(() => Dotnet($"test -c {configuration} -p:MlvgmBackend={backend}"));

Task("Pack")
    .Description("Writes the NuGet packages and the mlvgm tool to artifacts/packages.")
    .Does(() =>
    {
        CleanDirectory(packages);
        DotNetPack(solution, new DotNetPackSettings { Configuration = configuration, OutputDirectory = packages, MSBuildSettings = Backend() });
    });

Task("Quickstart")
    .Description("Trains an encoder on generated views and probes it on real images.")
    .Does(() => Dotnet($"run --project examples/Quickstart -c {configuration} -p:MlvgmBackend={backend}"));

Task("Default")
    .IsDependentOn("Test");

RunTarget(target);

// Cake's own alias for `dotnet test` passes the solution as a bare argument, which Microsoft.Testing.Platform's mode refuses.
void Dotnet(string arguments)
{
    var code = StartProcess("dotnet", new ProcessSettings { Arguments = arguments });
    if (code != 0) throw new CakeException(code, $"dotnet {arguments} exited with {code}.");
}
