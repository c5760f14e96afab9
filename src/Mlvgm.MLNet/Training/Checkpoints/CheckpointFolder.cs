using System.Diagnostics;
using System.Globalization;

namespace Mlvgm.MLNet.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run: files <c>step-NNNNNNNNN.safetensors</c>, of which the last two are kept. Each is written under another name,
/// synced and renamed, so that a kill at any moment leaves whole files; one that was damaged later is passed over for the one before.
/// </summary>
sealed class CheckpointFolder
{
    const int Kept = 2;
    const string Prefix = "step-";
    const string Extension = ".safetensors";

    readonly string _path;
    readonly TimeSpan _interval;
    readonly Action<string> _inform, _warn;
    long _saved = Stopwatch.GetTimestamp();

    /// <param name="path">The folder; made when the first checkpoint is written.</param>
    /// <param name="interval">The time between checkpoints; zero for one after every step.</param>
    /// <param name="inform">Told which checkpoint the run goes on from.</param>
    /// <param name="warn">Told about a checkpoint that is passed over.</param>
    public CheckpointFolder(string path, TimeSpan interval, Action<string> inform, Action<string> warn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.Zero);
        (_path, _interval, _inform, _warn) = (path, interval, inform, warn);
    }

    /// <summary>Whether the interval has passed since the last checkpoint of this session.</summary>
    public bool IsDue => Stopwatch.GetElapsedTime(_saved) >= _interval;

    /// <summary>Writes the checkpoint of <paramref name="step"/> finished steps, then deletes all but the last two.</summary>
    /// <exception cref="IOException">The file cannot be written; those before it are kept.</exception>
    public void Save(int step, IEnumerable<ICheckpointPart> parts)
    {
        using var checkpoint = new Checkpoint();
        foreach (var part in parts) part.Save(checkpoint);
        checkpoint.Write(Path.Combine(_path, $"{Prefix}{step:D9}{Extension}"));
        foreach (string old in Files().Skip(Kept)) File.Delete(old);
        _saved = Stopwatch.GetTimestamp();
    }

    /// <summary>Restores the newest checkpoint that is whole.</summary>
    /// <returns>False when there is none at all.</returns>
    /// <exception cref="InvalidDataException">There are checkpoints, and every one is damaged.</exception>
    public bool Restore(IEnumerable<ICheckpointPart> parts)
    {
        if (Directory.Exists(_path))
            foreach (string unfinished in Directory.EnumerateFiles(_path, "*.tmp")) File.Delete(unfinished);
        string[] files = [.. Files()];
        foreach (string file in files)
        {
            if (Read(file) is not { } whole) continue;
            using var checkpoint = whole;
            foreach (var part in parts) part.Restore(checkpoint);
            _inform($"Going on from '{file}'.");
            return true;
        }
        return files.Length == 0 ? false : throw new InvalidDataException(
            $"All {files.Length} checkpoints in '{_path}' are damaged. Start the run anew in another directory.");
    }

    Checkpoint? Read(string file)
    {
        try
        {
            return Checkpoint.Read(file);
        }
        catch (InvalidDataException e)
        {
            _warn($"A checkpoint is passed over: {e.Message}");
            return null;
        }
    }

    /// <summary>The checkpoints, newest first.</summary>
    IEnumerable<string> Files() => !Directory.Exists(_path) ? [] : Directory.EnumerateFiles(_path, $"{Prefix}*{Extension}")
        .Where(file => int.TryParse(Path.GetFileNameWithoutExtension(file)[Prefix.Length..], NumberStyles.None, null, out _))
        .OrderDescending(StringComparer.Ordinal);
}
