using System.Text.Json;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Cli.Experiments;

/// <summary>The finished cells of an experiment, a JSON file each, and the run directories of all.</summary>
/// <param name="folder">The experiment's folder.</param>
sealed class CellStore(string folder)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The run directory of a cell.</summary>
    public string RunDirectory(ExperimentArm arm, IReadOnlyList<ulong> seeds) => Path.Combine(folder, "runs", Stem(arm, seeds));

    /// <summary>The cell, if it is finished.</summary>
    /// <exception cref="InvalidOperationException">It was trained with other settings.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public ExperimentCell? Find(ExperimentArm arm, ExperimentSettings settings, IReadOnlyList<ulong> seeds)
    {
        string path = File(arm, seeds);
        if (!System.IO.File.Exists(path)) return null;
        var cell = Read(path);
        if (cell.Arm != arm || JsonSerializer.Serialize(cell.Settings, Json) != JsonSerializer.Serialize(settings, Json))
            throw new InvalidOperationException($"'{path}' is of another experiment or other settings. Use the same options, or another folder.");
        return cell;
    }

    /// <summary>Keeps a finished cell.</summary>
    public void Write(ExperimentCell cell) => AtomicFile.WriteText(File(cell.Arm, cell.Seeds), JsonSerializer.Serialize(cell, Json) + "\n");

    static ExperimentCell Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ExperimentCell>(System.IO.File.ReadAllText(path), Json)
                ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message} Delete it to train the encoder again.", e);
        }
    }

    string File(ExperimentArm arm, IReadOnlyList<ulong> seeds) => Path.Combine(folder, "cells", Stem(arm, seeds) + ".json");

    static string Stem(ExperimentArm arm, IReadOnlyList<ulong> seeds)
    {
        var words = arm.Name.Split([' ', ',', ':', '_'], StringSplitOptions.RemoveEmptyEntries);
        string stem = string.Join('-', words).ToLowerInvariant();
        return $"{stem}-seed-{string.Join('-', seeds)}";
    }
}
