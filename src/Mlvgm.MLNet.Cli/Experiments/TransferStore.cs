using System.Text.Json;
using Mlvgm.MLNet.Evaluation.Transfer;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Cli.Experiments;

/// <summary>The finished cells of a transfer table, a JSON file each.</summary>
/// <param name="folder">The table's folder.</param>
sealed class TransferStore(string folder)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The cell, if it is finished.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public TransferCell? Find(TransferKey key)
    {
        string path = PathOf(key);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<TransferCell>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message} Delete it to compute it again.", e);
        }
    }

    /// <summary>Keeps and returns a finished cell.</summary>
    public TransferCell Write(TransferKey key, TransferCell cell)
    {
        AtomicFile.WriteText(PathOf(key), JsonSerializer.Serialize(cell, Json) + "\n");
        return cell;
    }

    string PathOf(TransferKey key) => Path.Combine(folder, "cells", key.Stem + ".json");
}
