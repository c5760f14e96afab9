namespace Mlvgm.MLNet.Measurement.State;

/// <summary>The files of one level in the state folder.</summary>
sealed class LevelFiles(string folder, int index, StateIdentity identity)
{
    /// <summary>Opens the finished level, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to another measurement.</exception>
    public StateReader? OpenLevel() => Open(LevelPath);

    /// <summary>Opens the checkpoint of a phase, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or belongs to another measurement.</exception>
    public StateReader? OpenPhase(MeasurementPhase phase) => Open(PhasePath(phase));

    /// <summary>Writes the checkpoint of a phase.</summary>
    public void WritePhase(MeasurementPhase phase, StateWriter state, string times) => Write(PhasePath(phase), state, "times", times);

    /// <summary>Writes the finished level, whose phases are no longer needed.</summary>
    public void WriteLevel(StateWriter state, string result)
    {
        Write(LevelPath, state, "result", result);
        foreach (var phase in Enum.GetValues<MeasurementPhase>()) File.Delete(PhasePath(phase));
    }

    string LevelPath => Path.Combine(folder, FormattableString.Invariant($"level-{index}.safetensors"));

    string PhasePath(MeasurementPhase phase) =>
        Path.Combine(folder, FormattableString.Invariant($"level-{index}.{phase.ToString().ToLowerInvariant()}.safetensors"));

    void Write(string path, StateWriter state, string key, string text) =>
        state.Write(path, new Dictionary<string, string>(identity.ToMetadata()) { [key] = text });

    StateReader? Open(string path)
    {
        if (!File.Exists(path)) return null;
        var state = new StateReader(path);
        try
        {
            identity.Check(state, path);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }
}
