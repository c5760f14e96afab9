using System.Text;
using System.Text.Json.Nodes;
using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Experiments.Comparisons;
using Mlvgm.MLNet.Experiments.Index;
using Mlvgm.MLNet.Experiments.Results;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Measurement.Reports;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Models;
using Mlvgm.MLNet.Runs;
using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Generators.TorchScript;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>JSON files, each with what is done first with what it holds.</summary>
static class JsonReaders
{
    /// <summary>A manifest of models.</summary>
    public static FuzzedReader Models { get; } = new("models.json", ReadModels, JsonSeeds.Models)
    {
        Refusals = [typeof(InvalidDataException), typeof(FileNotFoundException), typeof(ArgumentException)],
    };

    /// <summary>The report of a measurement, as noise for a generator.</summary>
    public static FuzzedReader Report { get; } = new("report", ReadReport, JsonSeeds.Reports)
    {
        Refusals = [typeof(InvalidDataException), typeof(ArgumentException)],
    };

    /// <summary>What a run directory keeps: options, a line for each report, the owner of its lock.</summary>
    public static FuzzedReader Run { get; } = new("run", ReadRun, JsonSeeds.Runs)
    {
        Refusals = [typeof(InvalidDataException), typeof(InvalidOperationException)],
    };

    /// <summary>Results of evaluations, compared and listed.</summary>
    public static FuzzedReader Results { get; } = new("results", ReadResults, JsonSeeds.Results);

    /// <summary>The descriptions of generators that stand in or beside their weights.</summary>
    public static FuzzedReader Generators { get; } = new("generator-json", ReadGenerators, JsonSeeds.Generators);

    static void ReadModels(byte[] bytes)
    {
        ScratchFolder.Write("models.json", bytes);
        ScratchFolder.Write("weights", []);
        var store = new ModelStore(ScratchFolder.Path);
        foreach (var entry in store.Entries)
        {
            _ = store.Find(entry.Name);
            _ = entry.Latents.Sum(latent => latent.Shape.Count) + entry.ImageShape.Count;
            foreach (var file in entry.Files) _ = store.VerifiedPath(entry, file.Format);
        }
    }

    static void ReadReport(byte[] bytes)
    {
        string path = ScratchFolder.Write("report.json", bytes);
        var report = MeasurementReport.Read(path);
        _ = CalibratedStrategy.FromReport(report, StrategySeeds.Layout);
    }

    static void ReadRun(byte[] bytes)
    {
        if (LockOwner.Parse(Encoding.UTF8.GetString(bytes)) is { } owner) _ = owner.IsElsewhere || owner.IsAlive;
        string metrics = ScratchFolder.Write("metrics.jsonl", bytes);
        new MetricsFile(metrics).Rewind(25);
        string folder = Path.Combine(ScratchFolder.Path, "run");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "options.json"), bytes);
        using var run = RunDirectory.Open(folder, ExistingRun.Resume);
        run.Begin(JsonNode.Parse(JsonSeeds.Options)!.AsObject(), new HashSet<string> { "steps" });
    }

    static void ReadResults(byte[] bytes)
    {
        string folder = Path.Combine(ScratchFolder.Path, "results", "one"), file = Path.Combine(folder, "results.json");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(file, bytes);
        File.WriteAllText(Path.Combine(folder, "index.html"), "");
        _ = ResultKind.Read(file);
        Several.Read(() => ResultComparison.Of([folder]).ToMarkdown(), () => ResultsIndex.Write(Path.GetDirectoryName(folder)!));
    }

    static void ReadGenerators(byte[] bytes)
    {
        string json = Encoding.UTF8.GetString(bytes);
        ScratchFolder.Write("script.json", bytes);
        Several.Read(
            () => NvaeConfiguration.FromJson(json), () => BigBiGanConfiguration.FromJson(json), () => StyleGan2Configuration.FromJson(json),
            () => StyleGan2Sampling.FromJson(json, new StyleGan2Configuration()),
            () => TorchScriptDescription.Read(Path.Combine(ScratchFolder.Path, "script.pt")));
    }
}
