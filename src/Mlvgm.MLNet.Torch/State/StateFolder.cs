using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Torch.State;

/// <summary>
/// The states of a training: files <c>step-NNNNNNNNN.safetensors</c>, of which the last two are kept. Each is written under another name, synced and
/// renamed, so that a kill at any moment leaves whole files; one that was damaged later is passed over for the one before. What a killed process left half
/// written is removed.
/// </summary>
sealed class StateFolder
{
    const int Kept = 2;
    const string Prefix = "step-";
    const string Extension = ".safetensors";
    const string Advice = "Go on with the same, or start in another folder.";

    readonly string _path;
    readonly Identity _identity;
    readonly Action<string>? _inform, _warn;
    readonly HashSet<string> _unusable = new(StringComparer.Ordinal);

    /// <param name="path">The folder; made when the first state is written.</param>
    /// <param name="folderLock">Keeps others out of it.</param>
    /// <param name="identity">What the training is computed from.</param>
    /// <param name="inform">Told from which state it goes on.</param>
    /// <param name="warn">Told about a state that is passed over; <paramref name="inform"/> when null, after the word "warning".</param>
    /// <exception cref="ArgumentException">The lock is of another folder.</exception>
    public StateFolder(string path, FolderLock folderLock, Identity identity, Action<string>? inform, Action<string>? warn = null)
    {
        _path = Path.GetFullPath(path);
        if (!folderLock.Covers(_path)) throw new ArgumentException($"'{_path}' is not in the locked folder '{folderLock.Folder}'.", nameof(folderLock));
        UnfinishedFile.DeleteIn(_path);
        (_identity, _inform, _warn) = (identity, inform, warn ?? (text => inform?.Invoke($"warning: {text}")));
    }

    /// <summary>Files in which an earlier version kept its state: where one is, and no state, nothing is begun anew behind the user's back.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Writes the state after <paramref name="step"/> steps, then deletes all but the last two, and those that cannot be used.</summary>
    /// <exception cref="IOException">The file cannot be written; those before it are kept.</exception>
    public void Save(long step, IEnumerable<IStatePart> parts)
    {
        string file = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D9}{Extension}"));
        using (var state = new StateFile(step, _identity))
        {
            foreach (var part in parts) part.Save(state);
            state.Write(file);
        }
        _unusable.Remove(file);
        foreach (string old in Files().Where(_unusable.Contains)) File.Delete(old);
        foreach (string old in Files().Skip(Kept)) File.Delete(old);
    }

    /// <summary>Restores the newest state that is whole.</summary>
    /// <returns>The steps done; null when there is no state at all.</returns>
    /// <exception cref="InvalidOperationException">The state was computed from something else; the message names what differs.</exception>
    /// <exception cref="InvalidDataException">There are states, and none can be used; or the newest that is whole holds something else.</exception>
    public long? Restore(IEnumerable<IStatePart> parts)
    {
        string? reason = null;
        foreach (string file in Files())
        {
            if (Read(file, ref reason) is not { } whole) continue;
            using var state = whole;
            state.Identity.Require(_identity, $"The state '{file}'", Advice);
            Restore(parts, state, file);
            _inform?.Invoke($"Going on from '{file}'.");
            return state.Step;
        }
        if (reason is not null) throw new InvalidDataException($"No state in '{_path}' can be used: {reason} Start anew in another folder.");
        if (Earlier.FirstOrDefault(File.Exists) is not { } earlier) return null;
        throw new InvalidDataException($"'{earlier}' was written by an earlier version, whose states cannot be told whole from damaged. " +
            "Finish the run with that version, move the file away to begin anew, or start in another folder.");
    }

    /// <summary>Whether a file of this name is a state.</summary>
    public static bool IsState(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(Prefix.Length..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>Whoever has computed a right hash may have put anything under it.</summary>
    static void Restore(IEnumerable<IStatePart> parts, StateFile state, string file)
    {
        try
        {
            foreach (var part in parts) part.Restore(state);
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or ArgumentException or FormatException or OverflowException
            or KeyNotFoundException or JsonException)
        {
            throw new InvalidDataException($"The state '{file}' holds something else than this training keeps: {e.Message} {Advice}", e);
        }
    }

    StateFile? Read(string file, ref string? reason)
    {
        try
        {
            return StateFile.Read(file);
        }
        catch (InvalidDataException e)
        {
            reason ??= e.Message;
            _unusable.Add(file);
            _warn?.Invoke($"A state is passed over for the one before: {e.Message}");
            return null;
        }
    }

    /// <summary>The states, newest first.</summary>
    List<string> Files() => !Directory.Exists(_path) ? [] : [.. Directory.EnumerateFiles(_path, $"{Prefix}*{Extension}")
        .Where(IsState).OrderByDescending(Number)];

    static long Number(string file) =>
        long.Parse(Path.GetFileNameWithoutExtension(file).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
}
