using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Runs;

/// <summary>The folder that tells everything about a training run, and the names of the files in it.</summary>
sealed class RunDirectory
{
    const string OptionsName = "options.json";
    const string EventsPattern = "events.out.tfevents.*";

    RunDirectory(string path, bool resumed) => (Path, IsResumed) = (path, resumed);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Whether a run was found and is to go on.</summary>
    public bool IsResumed { get; }

    /// <summary>Where it ran: one entry for each start.</summary>
    public string Environment => File("environment.json");

    /// <summary>Loss, speed and measurements, one JSON object a line.</summary>
    public string Metrics => File("metrics.jsonl");

    /// <summary>The folder of checkpoints.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>The decoded rows that training reads, until it has ended.</summary>
    public string Decoded => File("decoded.store");

    /// <summary>The first pairs.</summary>
    public string Views => File("views.png");

    /// <summary>The weights of encoder and heads.</summary>
    public string Weights => File("weights.safetensors");

    /// <summary>The encoder.</summary>
    public string Encoder => File("encoder.onnx");

    /// <summary>The encoder's card.</summary>
    public string Card => File("card.json");

    /// <summary>Makes, resumes or replaces the directory, and writes the options into it.</summary>
    /// <param name="path">The directory; a new temporary one when null.</param>
    /// <param name="existing">What to do when it is not empty.</param>
    /// <param name="options">The options as resolved.</param>
    /// <param name="free">Names of options that may change when a run is resumed.</param>
    /// <exception cref="InvalidOperationException">It is not empty, or the run in it has other options; the message says which.</exception>
    /// <exception cref="InvalidDataException">The options of the run in it cannot be read.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunDirectory Open(string? path, ExistingRun existing, JsonObject options, IReadOnlySet<string> free)
    {
        string full = path is null
            ? Directory.CreateTempSubdirectory("mlvgm-encoder-").FullName
            : Directory.CreateDirectory(path).FullName;
        // What a kill left of a file that was being written.
        foreach (string unfinished in Directory.EnumerateFiles(full, "*.tmp")) System.IO.File.Delete(unfinished);
        bool empty = !Directory.EnumerateFileSystemEntries(full).Any();
        var run = new RunDirectory(full, resumed: !empty && existing == ExistingRun.Resume);
        if (!empty && existing == ExistingRun.Refuse)
        {
            throw new InvalidOperationException(
                $"The run directory '{full}' is not empty. Resume the run in it, replace it, or choose another directory.");
        }
        if (run.IsResumed) OptionsComparison.RequireEqual(run.ReadOptions(), options, free, full);
        else if (!empty) run.Clear();
        AtomicFile.WriteText(run.File(OptionsName), options.ToJsonString(RunJson.Indented) + "\n");
        return run;
    }

    string File(string name) => System.IO.Path.Combine(Path, name);

    JsonObject ReadOptions()
    {
        if (!System.IO.File.Exists(File(OptionsName)))
            throw new InvalidOperationException($"The directory '{Path}' holds no run to resume: it lacks {OptionsName}.");
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllText(File(OptionsName)))!.AsObject();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"'{File(OptionsName)}' is damaged: {e.Message}", e);
        }
    }

    /// <summary>Deletes what a run writes: nothing else that somebody keeps there.</summary>
    void Clear()
    {
        string[] files = [File(OptionsName), Environment, Metrics, Decoded, Views, Weights, Encoder, Card];
        foreach (string file in files.Concat(Directory.EnumerateFiles(Path, EventsPattern))) System.IO.File.Delete(file);
        if (!Directory.Exists(Checkpoints)) return;
        foreach (string file in Directory.EnumerateFiles(Checkpoints, "step-*.safetensors")) System.IO.File.Delete(file);
    }
}
