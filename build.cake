// dotnet tool restore && dotnet cake --target=TARGET
//   Build, Test, Pack, Quickstart            [--configuration=Release] [--backend=cpu|cuda]
//   ShippedModels, in eng/shipped-models.cake; Adaptation, in eng/adaptation.cake
//   Evaluate, Table1, Table2, Table4, Transfer, Ablation, Figure5, Report
//       [--out=artifacts/results] [--data=PATH] [--generator=NAME] [--seeds=N] [--budget=MINUTES] [--device=auto|cpu|cuda:N]
//       [--encoder=FILE;FILE] for Evaluate and Transfer, [--datasets=NAME=FOLDER;NAME=FOLDER] for Transfer,
//       [--measurement=DIR] for Table2, Table4 and Ablation, [--more="--steps 2000 --width 32"] for what else the verb takes
// Each goes on where it was stopped, and leaves a folder with results.json (Table1: report.json), a .csv and a page.

#load "eng/shipped-models.cake"
#load "eng/adaptation.cake"

var target = Argument("target", "Default");
var configuration = Argument("configuration", "Release");
var backend = Argument("backend", "cpu");
var solution = "./Mlvgm.MLNet.sln";
var packages = "./artifacts/packages";

var results = Argument("out", "artifacts/results");
var data = Argument("data", "examples/data/fashion-mnist");
var generator = Argument("generator", "fashion-mnist-nvae");
var seeds = Argument("seeds", 3);
var budget = Argument<double?>("budget", null);
var device = Argument("device", "auto");
var encoders = Argument("encoder", "").Split(';', StringSplitOptions.RemoveEmptyEntries);
var datasets = Argument("datasets", "").Split(';', StringSplitOptions.RemoveEmptyEntries);
var measurement = Argument("measurement", "");
var more = Argument("more", "");

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

Task("Evaluate")
    .Description("Probes encoders and raw pixels on labelled images.")
    .Does(() => Mlvgm($"evaluate {Each(Encoders())} --data {Quoted(data)} --draws {seeds} --out {Folder("evaluate")}{Budget()}"));

Task("Table1")
    .Description("How much each latent of a generator matters.")
    .Does(() => Mlvgm($"measure {Quoted(generator)} --seeds {string.Join(",", Enumerable.Range(0, seeds))} --out {Folder("table1")}{Budget()}"));

foreach (var (name, description) in new[]
{
    ("Table2", "Every view strategy with every framework."),
    ("Table4", "One magnitude for all latents of a hierarchical VAE against its last latent alone."),
    ("Ablation", "Multiple-latent views under every T_x."),
})
{
    Task(name).Description(description).Does(() => Mlvgm(
        $"experiment {name.ToLowerInvariant()} --generator {Quoted(generator)} --data {Quoted(data)} --seeds {seeds} --out {Folder(name.ToLowerInvariant())}" +
        (measurement == "" ? "" : $" --measurement {Quoted(measurement)}") + Budget()));
}

Task("Transfer")
    .Description("Encoders on other data sets.")
    .Does(() => Mlvgm($"transfer {Each(Encoders())} {string.Join(" ", Datasets().Select(set => $"--data {Quoted(set)}"))} --seeds {seeds} " +
        $"--out {Folder("transfer")}{Budget()}"));

Task("Figure5")
    .Description("Seconds and energy of an epoch by generator, JPEG files and decoded store.")
    .Does(() => Mlvgm($"feeding {Quoted(generator)} --data {Quoted(data)} --out {Folder("figure5")}{Budget()}"));

Task("Report")
    .Description("A page that leads to every result in the folder.")
    .Does(() => Mlvgm($"report {Quoted(results)}", withDevice: false));

Task("Default")
    .IsDependentOn("Test");

RunTarget(target);

string Quoted(string text) => $"\"{text}\"";
string Each(IEnumerable<string> texts) => string.Join(" ", texts.Select(Quoted));
string Folder(string name) => Quoted($"{results}/{name}");
string Budget() => budget is { } minutes ? FormattableString.Invariant($" --budget {minutes}") : "";
string[] Encoders() => encoders.Length > 0 ? encoders : throw new CakeException("Name an encoder: --encoder=FILE, several separated by ';'.");
string[] Datasets() => datasets.Length > 0 ? datasets : throw new CakeException("Name data sets: --datasets=NAME=FOLDER, several separated by ';'.");

void Mlvgm(string arguments, bool withDevice = true) => Dotnet(
    $"run --project src/Mlvgm.MLNet.Cli -c {configuration} -p:MlvgmBackend={backend} -- {arguments}{(withDevice ? $" --device {device}" : "")}{(more == "" ? "" : " " + more)}");

// Cake's own alias for `dotnet test` passes the solution as a bare argument, which Microsoft.Testing.Platform's mode refuses.
void Dotnet(string arguments, DirectoryPath workingDirectory = null)
{
    var code = StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = workingDirectory });
    if (code != 0) throw new CakeException(code, $"dotnet {arguments} exited with {code}.");
}
