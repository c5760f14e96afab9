using System.Text.Json;
using System.Text.Json.Nodes;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.State;
using Mlvgm.MLNet.Training.DecodedStore;

namespace Mlvgm.MLNet.Runs;

/// <summary>The folder that tells everything about a training run, and the names of the files in it. While it is open, nobody else has it.</summary>
sealed class RunDirectory : IDisposable
{
    const string OptionsName = "options.json";

    RunDirectory(FolderLock folderLock) => Lock = folderLock;

    /// <summary>The full path.</summary>
    public string Path => Lock.Folder;

    /// <summary>What keeps others out.</summary>
    public FolderLock Lock { get; }

    /// <summary>Whether a run was found and is to go on.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Where it ran: one entry for each start.</summary>
    public string Environment => File("environment.json");

    /// <summary>Loss, speed and measurements, one JSON object a line.</summary>
    public string Metrics => File("metrics.jsonl");

    /// <summary>The folder of states.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>The decoded rows that training reads, until it has ended.</summary>
    public string Decoded => File("decoded.store");

    /// <summary>The first pairs.</summary>
    public string Views => File("views.png");

    /// <summary>The weights of encoder and heads.</summary>
    /// <param name="partial">Whether the run has not ended.</param>
    public string Weights(bool partial = false) => File(partial ? "weights.partial.safetensors" : "weights.safetensors");

    /// <summary>The encoder.</summary>
    /// <param name="partial">Whether the run has not ended.</param>
    public string Encoder(bool partial = false) => File(partial ? "encoder.partial.onnx" : "encoder.onnx");

    /// <summary>The encoder's card.</summary>
    /// <param name="partial">Whether the run has not ended.</param>
    public string Card(bool partial = false) => File(partial ? "card.partial.json" : "card.json");

    /// <summary>What the classifier of a run was right on, which <c>mlvgm fine-tune</c> writes: it goes with the run that it is of.</summary>
    public string Results => File("results.json");

    /// <summary>Makes the directory or takes it over.</summary>
    /// <param name="path">The directory; a new temporary one when null.</param>
    /// <param name="existing">What to do when it is not empty.</param>
    /// <exception cref="InvalidOperationException">
    /// Somebody is working in it; or it is not empty, and is to be, or holds no run that could be resumed or replaced.
    /// </exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunDirectory Open(string? path, ExistingRun existing)
    {
        var run = new RunDirectory(FolderLock.Take(path ?? Directory.CreateTempSubdirectory("mlvgm-encoder-").FullName));
        try
        {
            run.Prepare(existing);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Compares the options with those of the run that is resumed, and writes them.</summary>
    /// <param name="options">The options as resolved, and what the run learns from.</param>
    /// <param name="free">Names of options that may change when a run is resumed.</param>
    /// <exception cref="InvalidOperationException">The run has other options, or learned from something else; the message says which.</exception>
    /// <exception cref="InvalidDataException">The options of the run cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Begin(JsonObject options, IReadOnlySet<string> free)
    {
        if (IsResumed) OptionsComparison.RequireEqual(ReadOptions(), options, free, Path);
        AtomicFile.WriteText(File(OptionsName), options.ToJsonString(RunJson.Indented) + "\n");
    }

    /// <summary>Opens the directory to others.</summary>
    public void Dispose() => Lock.Dispose();

    string File(string name) => System.IO.Path.Combine(Path, name);

    void Prepare(ExistingRun existing)
    {
        bool empty = !Directory.EnumerateFileSystemEntries(Path).Any(Counts), holdsRun = System.IO.File.Exists(File(OptionsName));
        if (empty) return;
        switch (existing)
        {
            case ExistingRun.Refuse:
                throw new InvalidOperationException(
                    $"The run directory '{Path}' is not empty. Resume the run in it, replace it, or choose another directory.");
            case ExistingRun.Resume when !holdsRun:
                throw new InvalidOperationException($"The directory '{Path}' holds no run to resume: it lacks {OptionsName}.");
            case ExistingRun.Resume:
                IsResumed = true;
                break;
            case ExistingRun.Replace when holdsRun:
                foreach (string file in Files().Where(System.IO.File.Exists)) System.IO.File.Delete(file);
                break;
            case ExistingRun.Replace when Files().FirstOrDefault(System.IO.File.Exists) is { } foreign:
                throw new InvalidOperationException(
                    $"The directory '{Path}' holds no run to replace, since it lacks {OptionsName}; '{foreign}' is in the way. Choose another directory.");
        }
    }

    /// <summary>Whether an entry makes the directory one that is not empty. The lock does not; nor do rows that were decoded for a run that never began.</summary>
    bool Counts(string entry) => System.IO.Path.GetFileName(entry) != FolderLock.FileName && !UnfinishedFile.IsOne(entry)
        && !(entry == Decoded && !System.IO.File.Exists(File(OptionsName)) && DecodedImages.IsStore(entry));

    JsonObject ReadOptions()
    {
        try
        {
            return WholeJson.ParseObject(System.IO.File.ReadAllText(File(OptionsName)));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{File(OptionsName)}' is damaged: {e.Message}", e);
        }
    }

    /// <summary>What a run writes, and nothing else that somebody keeps there.</summary>
    IEnumerable<string> Files() =>
    [
        File(OptionsName), Environment, Metrics, Decoded, Views, Weights(), Weights(partial: true), Encoder(), Encoder(partial: true), Card(), Card(partial: true), Results,
        .. Directory.EnumerateFiles(Path, TensorBoardFile.NamePattern),
        .. Directory.Exists(Checkpoints) ? Directory.EnumerateFiles(Checkpoints).Where(StateFolder.IsState) : [],
    ];
}
