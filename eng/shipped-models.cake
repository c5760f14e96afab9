// ShippedModels [--out=artifacts/results] [--data=/usr/share/datasets/fashion-mnist] [--device=cuda:N] [--steps=10]
//   Retrains the shipped generator and encoder of Fashion-MNIST by the commands of onnx-models/models.json, judges them, and compares what it finds with the
//   figures there; the encoder learns from the generator that was retrained. Hours on two cores; every command goes on where it was stopped. --steps, the same
//   for every command, is to see that all of it runs: the figures are then others, and it says so.

using System.Text.Json;
using System.Text.RegularExpressions;

const string ShippedData = "/usr/share/datasets/fashion-mnist";
const string Retrained = "refined/generator.safetensors";

Task("ShippedModels")
    .Description("Retrains the shipped models and checks them against their committed figures.")
    .Does(() =>
    {
        var folder = MakeAbsolute(Directory($"{results}/shipped-models"));
        EnsureDirectoryExists(folder);
        var images = Quoted(MakeAbsolute(Directory(Argument("data", ShippedData))).FullPath);
        using var models = JsonDocument.Parse(System.IO.File.ReadAllText("onnx-models/models.json"));
        JsonElement Entry(string name) => models.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        void Retrain(string name)
        {
            var command = Entry(name).GetProperty("command").GetString().Replace(ShippedData, images).Replace("train fashion-mnist-nvae", $"train {Retrained}");
            if (device != "auto") command = command.Replace("--device cpu", $"--device {device}");
            if (Argument<int?>("steps", null) is { } steps) command = Regex.Replace(command, @"--steps \d+", $"--steps {steps}");
            foreach (var step in command.Split(" && ")) MlvgmIn(folder, step["mlvgm ".Length..]);
        }

        Retrain("fashion-mnist-nvae");
        MlvgmIn(folder, $"evaluate-generator {Retrained} --data {images} --out quality --seed 1 --device {device}");
        Retrain("fashion-mnist-encoder");
        MlvgmIn(folder, $"evaluate encoder/encoder.onnx --data {images} --labels-per-class 10 --labels-per-class 600 --out probes --device {device}");

        using var quality = JsonDocument.Parse(System.IO.File.ReadAllText($"{folder}/quality/generator-quality.json"));
        using var probes = JsonDocument.Parse(System.IO.File.ReadAllText($"{folder}/probes/results.json"));
        var differences = GeneratorFigures(quality.RootElement, Entry("fashion-mnist-nvae").GetProperty("figures"))
            .Concat(EncoderFigures(probes.RootElement, Entry("fashion-mnist-encoder").GetProperty("figures"))).ToList();
        foreach (var (what, found, committed, tolerance) in differences)
            Information(FormattableString.Invariant($"{what}: {found:F3}, committed {committed:F3} ± {tolerance:F3}"));
        var missed = differences.Where(figure => !(Math.Abs(figure.Found - figure.Committed) <= figure.Tolerance)).Select(figure => figure.What).ToList();
        if (missed.Count > 0) throw new CakeException($"Other than committed: {string.Join(", ", missed)}.");
    });

// Training on another processor rounds otherwise and ends elsewhere: what has to agree is what the model is worth. The classifier is trained anew too, and that
// alone moved the Frechet distance of one file by a quarter.
IEnumerable<(string What, double Found, double Committed, double Tolerance)> GeneratorFigures(JsonElement found, JsonElement committed)
{
    double[] shares = found.GetProperty("classes").EnumerateArray().Select(row => row.GetProperty("share").GetDouble()).ToArray();
    var frechet = committed.GetProperty("frechetDistance").GetDouble();
    yield return ("Frechet distance", found.GetProperty("temperatures")[0].GetProperty("frechet").GetDouble(), frechet, 0.5 * frechet);
    yield return ("confidence on samples", found.GetProperty("confidenceOnSamples").GetDouble(), committed.GetProperty("confidenceOnSamples").GetDouble(), 0.03);
    yield return ("smallest share of a class", shares.Min(), committed.GetProperty("smallestClassShare").GetDouble(), 0.03);
    yield return ("largest share of a class", shares.Max(), committed.GetProperty("largestClassShare").GetDouble(), 0.05);
    foreach (var latent in found.GetProperty("latents").EnumerateArray())
    {
        var name = latent.GetProperty("latent").GetString();
        yield return ($"class changes by {name}", latent.GetProperty("classChanges").GetDouble(), committed.GetProperty("classChanges").GetProperty(name).GetDouble(), 0.05);
    }
}

IEnumerable<(string What, double Found, double Committed, double Tolerance)> EncoderFigures(JsonElement found, JsonElement committed)
{
    foreach (var cell in found.GetProperty("cells").EnumerateArray())
    {
        if (cell.GetProperty("features").GetString().StartsWith("raw pixels")) continue;
        var labels = cell.GetProperty("labelsPerClass").ValueKind == JsonValueKind.Null ? "all" : cell.GetProperty("labelsPerClass").GetInt32().ToString();
        yield return (
            $"top-1 with {labels} labels", cell.GetProperty("top1").GetProperty("mean").GetDouble(),
            committed.GetProperty("top1ByLabelsPerClass").GetProperty(labels).GetDouble(), 0.02);
    }
}

void MlvgmIn(DirectoryPath folder, string arguments) => Dotnet(
    $"run --project {Quoted(MakeAbsolute(File("src/Mlvgm.MLNet.Cli/Mlvgm.MLNet.Cli.csproj")).FullPath)} -c {configuration} -p:MlvgmBackend={backend} -- {arguments}", folder);
